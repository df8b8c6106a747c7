#include "journal_disk.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../real/libc.h"
#include "../real/real.h"

enum { UNDECIDED, BEING_MAPPED, USED, NOT_USED };

static void link_path(const struct journal *journal, char path[JOURNAL_PATH_SIZE])
{
	size_t length = (size_t)(strrchr(journal->path, '/') - journal->path);
	snprintf(path, JOURNAL_PATH_SIZE, "%.*s/disk", (int)length, journal->path);
}

void journal_disk_path(const struct journal *journal, char path[JOURNAL_PATH_SIZE])
{
	link_path(journal, path);
	size_t length = strlen(path);
	snprintf(path + length, JOURNAL_PATH_SIZE - length, "%s%s", strrchr(journal->path, '/'),
	         journal->payload.ending);
}

int journal_disk_open(const struct journal *journal, int flags)
{
	char path[JOURNAL_PATH_SIZE];
	journal_disk_path(journal, path);
	return kernel_result(real(open)(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW | flags, 0600));
}

/* The place has a name that anyone can see, in a directory that is everyone's. */
static bool is_ours(const char *directory)
{
	struct stat stat;
	return libc(lstat)(directory, &stat) == 0 && S_ISDIR(stat.st_mode) &&
	       stat.st_uid == libc(geteuid)() && (stat.st_mode & 077) == 0;
}

/* Many networks never need their place, so that it is made by the first process that does. */
static int make_file(const struct journal *journal)
{
	char link[JOURNAL_PATH_SIZE], place[JOURNAL_PATH_SIZE];
	link_path(journal, link);
	ssize_t length = readlink(link, place, sizeof(place));
	if (length < 0 || (size_t)length == sizeof(place))
		return -ENOENT;
	place[length] = '\0';
	if (libc(mkdir)(place, 0700) < 0 && errno != EEXIST)
		return -errno;
	return is_ours(place) ? journal_disk_open(journal, O_CREAT) : -EPERM;
}

/* Two threads may do it at once: both map the same. */
static int map(struct journal *journal, int fd)
{
	struct journal_part *part = &journal->payload;
	int undecided = UNDECIDED;
	if (!atomic_compare_exchange_strong(&journal->disk, &undecided, BEING_MAPPED) &&
	    undecided == NOT_USED)
		return 0;
	void *mapping = mmap(part->bytes + JOURNAL_MEMORY, part->size - JOURNAL_MEMORY,
	                     PROT_READ | PROT_WRITE, MAP_SHARED | MAP_NORESERVE | MAP_FIXED, fd,
	                     JOURNAL_MEMORY);
	if (mapping == MAP_FAILED)
		return -errno;
	atomic_store(&journal->disk, USED);
	return 0;
}

int journal_disk_begin(struct journal *journal)
{
	int state = atomic_load_explicit(&journal->disk, memory_order_acquire);
	if (state == USED || state == NOT_USED)
		return 0;
	int fd = journal->payload.size > JOURNAL_MEMORY ? make_file(journal) : -EFBIG;
	if (fd >= 0) {
		int result = map(journal, fd);
		real(close)(fd);
		return result;
	}
	int undecided = UNDECIDED;
	bool is_decided = atomic_compare_exchange_strong(&journal->disk, &undecided, NOT_USED);
	return is_decided || undecided != BEING_MAPPED ? 0 : -EBUSY;
}

bool journal_disk_holds(const struct journal *journal, const struct journal_part *part,
                        uint64_t offset)
{
	return part == &journal->payload && offset >= JOURNAL_MEMORY &&
	       atomic_load_explicit(&journal->disk, memory_order_acquire) == USED;
}

void journal_disk_forgo(struct journal *journal)
{
	int undecided = UNDECIDED;
	atomic_compare_exchange_strong(&journal->disk, &undecided, NOT_USED);
}
