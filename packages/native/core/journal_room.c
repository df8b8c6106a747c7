#include "journal_room.h"

#include <errno.h>
#include <sys/vfs.h>

#include "journal_disk.h"

/* The network's table has holes, which take pages when they are first looked at: on a full memory file
 * system that is SIGBUS, for programs and for the one who wants to read the recording or to end the
 * network. It is looked at once in a step. */
enum { ROOM_LEFT = 1024 * 1024, ROOM_STEP = 64 * 1024 };

static bool is_in_one_step(uint64_t from, uint64_t end)
{
	return from % ROOM_STEP != 0 && from / ROOM_STEP == (end - 1) / ROOM_STEP;
}

bool journal_has_room(const struct journal *journal, const struct journal_part *part, uint64_t from,
                      uint64_t end)
{
	if (from >= part->size || end <= from || journal_disk_holds(journal, part, from) ||
	    is_in_one_step(from, end))
		return true;
	char path[JOURNAL_PATH_SIZE];
	journal_part_path(journal, part, path);
	int saved_errno = errno;
	struct statfs place;
	/* A chroot hides the place, and some file systems know no size. */
	bool is_known = statfs(path, &place) == 0 && place.f_blocks > 0;
	errno = saved_errno;
	return !is_known ||
	       (uint64_t)place.f_bavail * (uint64_t)place.f_bsize >= end - from + ROOM_LEFT;
}
