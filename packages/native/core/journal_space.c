#include "journal_space.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include "../real/real.h"
#include "journal_disk.h"
#include "journal_room.h"
#include "journal_seal.h"

enum {
	PAGE = 4096,
	STEP_FIRST = 64 * 1024,
	LENGTH_STEP = 64 << 20,
};

int journal_open_part(const struct journal *journal, const struct journal_part *part, int flags)
{
	char path[JOURNAL_PATH_SIZE];
	journal_part_path(journal, part, path);
	return kernel_result(real(open)(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW | flags, 0600));
}

static int open_at(const struct journal *journal, const struct journal_part *part, uint64_t offset)
{
	return journal_disk_holds(journal, part, offset) ? journal_disk_open(journal, 0)
	                                                 : journal_open_part(journal, part, 0);
}

int journal_open_payload(const struct journal *journal, uint64_t offset, uint64_t end)
{
	bool is_in_two = offset < JOURNAL_MEMORY && end > JOURNAL_MEMORY;
	return is_in_two ? -EXDEV : open_at(journal, &journal->payload, offset);
}

uint64_t journal_size_limit(void)
{
	struct rlimit limit;
	return getrlimit(RLIMIT_FSIZE, &limit) < 0 ? RLIM_INFINITY : limit.rlim_cur;
}

/* Two threads may do it at once: no file gets shorter, and no byte changes. */
static int take_space(struct journal *journal, struct journal_part *part, uint64_t from,
                      uint64_t size)
{
	int fd = open_at(journal, part, from);
	if (fd < 0)
		return fd;
	int result = kernel_result(fallocate(fd, 0, (off_t)from, (off_t)size));
	real(close)(fd);
	return result;
}

/* Where there is no descriptor to spare, or no fallocate(), the file gets its full length, which
 * cannot make it shorter. */
static int lengthen_at_once(const struct journal *journal, const struct journal_part *part)
{
	char path[JOURNAL_PATH_SIZE];
	if (journal_disk_holds(journal, part, part->size))
		journal_disk_path(journal, path);
	else
		journal_part_path(journal, part, path);
	return kernel_result(truncate(path, (off_t)part->size));
}

/* Space that is taken together on a disk is in one piece, and found fast; pages of memory would be
 * taken for it. */
static int lengthen_from(struct journal *journal, struct journal_part *part, uint64_t length,
                         uint64_t to)
{
	bool is_ahead = to - length <= LENGTH_STEP && journal_disk_holds(journal, part, length);
	uint64_t from = is_ahead ? length : to - 1;
	return take_space(journal, part, from, to - from);
}

/* The file in memory ends where the other one begins. */
static int begin_disk(struct journal *journal, struct journal_part *part, uint64_t *length)
{
	int result = 0;
	if (*length < JOURNAL_MEMORY) {
		result = take_space(journal, part, JOURNAL_MEMORY - 1, 1);
		*length = JOURNAL_MEMORY;
	}
	return result < 0 ? result : journal_disk_begin(journal);
}

static uint64_t smallest(uint64_t a, uint64_t b, uint64_t c)
{
	uint64_t least = a < b ? a : b;
	return least < c ? least : c;
}

/* Without a descriptor to spare, or where there is no fallocate(). */
static bool is_for_all_at_once(int error)
{
	return error == -EMFILE || error == -ENFILE || error == -EOPNOTSUPP;
}

/* `*to` is a wish; it becomes what there is. */
static int lengthen(struct journal *journal, struct journal_part *part, uint64_t end, uint64_t *to)
{
	uint64_t length = atomic_load_explicit(&part->length, memory_order_relaxed);
	int result = part == &journal->payload && end > JOURNAL_MEMORY
	                     ? begin_disk(journal, part, &length)
	                     : 0;
	if (result == 0 && *to > length)
		result = lengthen_from(journal, part, length, *to);
	if (result == -ENOSPC && end < *to)
		result = lengthen_from(journal, part, length, *to = end);
	if (!is_for_all_at_once(result) || part->size > journal_size_limit())
		return result;
	journal_disk_forgo(journal);
	*to = part->size;
	return lengthen_at_once(journal, part);
}

/* Growing beyond what a program allows itself would be answered by a signal. */
int journal_lengthen(struct journal *journal, struct journal_part *part, uint64_t end)
{
	uint64_t length = atomic_load_explicit(&part->length, memory_order_acquire);
	uint64_t limit = end <= length ? 0 : journal_size_limit();
	if (end <= length || end > limit)
		return end <= length ? 0 : -EFBIG;
	bool is_all_in_memory = part == &journal->payload && end <= JOURNAL_MEMORY;
	uint64_t largest = is_all_in_memory && JOURNAL_MEMORY < part->size ? JOURNAL_MEMORY
	                                                                   : part->size,
		 more = length < LENGTH_STEP ? length : LENGTH_STEP,
		 to = smallest(end > length + more ? end : length + more, largest, limit);
	int result = lengthen(journal, part, end, &to);
	while (result == 0 && length < to &&
	       !atomic_compare_exchange_weak(&part->length, &length, to))
		continue;
	return result;
}

/* Brings pages in together, which costs a fraction of touching them one by one; a full disk is an
 * error here and not a signal later. Before Linux 5.14 only the space can be made sure of. */
int journal_bring_in(struct journal *journal, struct journal_part *part, uint64_t from,
                     uint64_t size)
{
	int result = journal_lengthen(journal, part, from + size);
	if (result < 0)
		return result;
	size += from % PAGE;
	from -= from % PAGE;
	if (kernel_result(madvise(part->bytes + from, size, MADV_POPULATE_WRITE)) == 0)
		return 0;
	if (errno == EINVAL)
		return take_space(journal, part, from, size);
	return errno == EFAULT ? -ENOSPC : -errno;
}

/* Memory is taken in steps that grow with what is there, and end where a file does. */
static uint64_t step_from(const struct journal_part *part, uint64_t from, uint64_t end)
{
	uint64_t step = from < STEP_FIRST             ? STEP_FIRST
	                : from > JOURNAL_STEP_LARGEST ? JOURNAL_STEP_LARGEST
	                                              : from;
	uint64_t size = end - from > step ? end - from : step, place = from % part->size,
		 left = (place < JOURNAL_MEMORY && part->size > JOURNAL_MEMORY ? JOURNAL_MEMORY
	                                                                       : part->size) -
	                place;
	return size < left ? size : left;
}

bool journal_back(struct journal *journal, struct journal_part *part, uint64_t end)
{
	uint64_t from = atomic_load_explicit(&part->backed, memory_order_acquire);
	/* Pages that came in by pwrite() in the first lap are mapped in the second. */
	while (from < end && from < 2 * part->size) {
		if (journal_is_sealed())
			return false;
		uint64_t size = step_from(part, from, end);
		int saved_errno = errno;
		int result = journal_has_room(journal, part, from, from + size)
		                     ? journal_bring_in(journal, part, from % part->size, size)
		                     : -ENOSPC;
		errno = saved_errno;
		if (result < 0) {
			journal_stop(journal, -result);
			return false;
		}
		uint64_t seen = from;
		if (atomic_compare_exchange_strong(&part->backed, &seen, from + size))
			seen = from + size;
		from = seen;
	}
	return true;
}

void journal_keep(struct network *network)
{
	struct journal *journal = atomic_load(&network->journal);
	if (journal == NULL || atomic_load(&journal->has_ended))
		return;
	int saved_errno = errno;
	journal_disk_forgo(journal);
	(void)journal_lengthen(journal, &journal->events, journal->events.size);
	(void)journal_lengthen(journal, &journal->payload, journal->payload.size);
	errno = saved_errno;
}
