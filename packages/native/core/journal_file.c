#include "journal_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "../real/real.h"
#include "journal_seal.h"
#include "network_file.h"
#include "shared_bytes.h"
#include "program.h"

enum {
	PAGE = 4096,
	STEP_FIRST = 64 * 1024,
	STEP_LARGEST = 1024 * 1024,
	EVENTS_LARGEST = 1 << 30, /* address space only */
	LENGTH_FIRST = 1 << 20,
	LENGTH_STEP = 64 << 20,
};

/* A process whose journal could not be made tries no second time. */
static struct journal journal_that_failed = { .has_ended = true };

static int open_part(const struct journal *journal, const struct journal_part *part, int flags)
{
	char path[sizeof(journal->path) + 8];
	snprintf(path, sizeof(path), "%s%s", journal->path, part->ending);
	return real(open)(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW | flags, 0600);
}

int journal_open_payload(const struct journal *journal)
{
	return open_part(journal, &journal->payload, 0);
}

void journal_stop(struct journal *journal, int error)
{
	uint32_t none = 0;
	atomic_compare_exchange_strong(&journal->header->ended_by, &none, (uint32_t)error);
	atomic_store(&journal->has_ended, true);
}

/* Two threads may do it at once: no file gets shorter, and no byte changes. */
static int take_space(struct journal *journal, struct journal_part *part, uint64_t from,
                      uint64_t size)
{
	int fd = open_part(journal, part, 0);
	if (fd < 0)
		return -errno;
	int result = kernel_result(fallocate(fd, 0, (off_t)from, (off_t)size));
	real(close)(fd);
	return result;
}

static uint64_t size_limit(void)
{
	struct rlimit limit;
	return getrlimit(RLIMIT_FSIZE, &limit) < 0 ? RLIM_INFINITY : limit.rlim_cur;
}

/* Without a descriptor to spare the file gets its full length, which cannot make it shorter. */
static int lengthen_at_once(const struct journal *journal, const struct journal_part *part)
{
	char path[sizeof(journal->path) + 8];
	snprintf(path, sizeof(path), "%s%s", journal->path, part->ending);
	return kernel_result(truncate(path, (off_t)part->size));
}

/* Growing beyond what a program allows itself would be answered by a signal. */
static int lengthen(struct journal *journal, struct journal_part *part, uint64_t end)
{
	uint64_t length = atomic_load_explicit(&part->length, memory_order_acquire);
	if (end <= length)
		return 0;
	uint64_t more = length < LENGTH_STEP ? length : LENGTH_STEP, limit = size_limit();
	uint64_t to = end > length + more ? end : length + more;
	to = to < part->size ? to : part->size;
	if (to > limit)
		return -EFBIG;
	int result = take_space(journal, part, to - 1, 1);
	if ((result == -EMFILE || result == -ENFILE) && part->size <= limit) {
		result = lengthen_at_once(journal, part);
		to = part->size;
	}
	while (result == 0 && length < to &&
	       !atomic_compare_exchange_weak(&part->length, &length, to))
		continue;
	return result;
}

/* Brings pages in together, which costs a fraction of touching them one by one; a full disk is an
 * error here and not a signal later. Before Linux 5.14 only the space can be made sure of. */
static int bring_in(struct journal *journal, struct journal_part *part, uint64_t from,
                    uint64_t size)
{
	int result = lengthen(journal, part, from + size);
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

/* Memory is taken in steps that grow with what is there, and end where the file does. */
static uint64_t step_from(const struct journal_part *part, uint64_t from, uint64_t end)
{
	uint64_t step = from < STEP_FIRST ? STEP_FIRST : from > STEP_LARGEST ? STEP_LARGEST : from;
	uint64_t size = end - from > step ? end - from : step,
		 left = part->size - from % part->size;
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
		int result = bring_in(journal, part, from % part->size, size);
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

/* A program that limits the size of its files gets a smaller journal, and no signal. */
static uint64_t allowed_size(uint64_t wanted)
{
	uint64_t limit = size_limit();
	return limit >= wanted ? wanted : limit - limit % LENGTH_FIRST;
}

static bool map_part(struct journal *journal, const char *ending, struct journal_part *part,
                     uint64_t size)
{
	part->ending = ending;
	part->size = allowed_size(size);
	part->length = part->size < LENGTH_FIRST ? part->size : LENGTH_FIRST;
	int fd = part->size == 0 ? -1 : open_part(journal, part, O_CREAT);
	if (fd < 0)
		return false;
	void *mapping = MAP_FAILED;
	if (ftruncate(fd, (off_t)part->length) == 0)
		mapping = mmap(NULL, part->size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_NORESERVE,
		               fd, 0);
	real(close)(fd);
	part->bytes = mapping == MAP_FAILED ? NULL : mapping;
	return part->bytes != NULL;
}

static void unmap_part(struct journal_part *part)
{
	if (part->bytes != NULL)
		munmap(part->bytes, part->size);
}

static uint64_t clock_ns(clockid_t clock)
{
	struct timespec now;
	clock_gettime(clock, &now);
	return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

static void fill_header(struct journal *journal, struct context context)
{
	struct journal_header *header = journal->header;
	header->header_size = sizeof(*header);
	header->pid = (uint32_t)getpid();
	header->realtime_offset_ns = clock_ns(CLOCK_REALTIME) - clock_ns(CLOCK_MONOTONIC);
	header->capacity = journal->payload.size;
	header->host = context.host;
	memcpy(header->network_id, context.network->file->id, NETWORK_ID_LENGTH);
	program_name(header->program);
	snprintf(header->host_name, sizeof(header->host_name), "%s", host_name(context));
	atomic_store(&header->event_end, sizeof(*header));
	static const _Alignas(uint32_t) char magic[] = "SWJOURN1";
	shared_store(header->magic, magic, sizeof(header->magic));
}

static bool make(struct journal *journal, struct context context)
{
	journal->epoch = clock_ns(CLOCK_BOOTTIME);
	snprintf(journal->path, sizeof(journal->path), "%s/journal/%d-%016llx",
	         context.network->directory, (int)getpid(), (unsigned long long)journal->epoch);
	if (!map_part(journal, ".events", &journal->events, EVENTS_LARGEST) ||
	    !map_part(journal, ".bytes", &journal->payload,
	              context.network->file->journal_capacity))
		return false;
	journal->header = (struct journal_header *)journal->events.bytes;
	if (bring_in(journal, &journal->events, 0, STEP_FIRST) < 0)
		return false;
	atomic_store(&journal->events.backed, STEP_FIRST);
	fill_header(journal, context);
	return true;
}

static void unmake(struct journal *journal)
{
	unmap_part(&journal->events);
	unmap_part(&journal->payload);
	munmap(journal, sizeof(*journal));
}

static void remove_files(const struct journal *journal)
{
	char path[sizeof(journal->path) + 8];
	snprintf(path, sizeof(path), "%s.events", journal->path);
	unlink(path);
	snprintf(path, sizeof(path), "%s.bytes", journal->path);
	unlink(path);
}

/* Two threads may come here at once; the one that comes second leaves nothing. */
static struct journal *begin(struct context context)
{
	struct journal *none = NULL, *journal = &journal_that_failed;
	int saved_errno = errno;
	void *memory = mmap(NULL, sizeof(*journal), PROT_READ | PROT_WRITE,
	                    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (memory != MAP_FAILED && make(memory, context))
		journal = memory;
	if (!atomic_compare_exchange_strong(&context.network->journal, &none, journal)) {
		if (journal == memory)
			remove_files(journal);
		journal = none;
	}
	if (memory != MAP_FAILED && journal != memory)
		unmake(memory);
	errno = saved_errno;
	return journal;
}

struct journal *journal_of(struct context context)
{
	if (context.network->file->journal_capacity == 0)
		return NULL;
	struct journal *journal =
		atomic_load_explicit(&context.network->journal, memory_order_acquire);
	if (journal == NULL && journal_is_sealed())
		return NULL;
	if (journal == NULL)
		journal = begin(context);
	return atomic_load_explicit(&journal->has_ended, memory_order_relaxed) ? NULL : journal;
}

void journal_forked(struct network *network)
{
	struct journal *journal = atomic_load(&network->journal);
	bool is_made = journal != NULL && journal->header != NULL;
	/* A child that can make no files goes on in its parent's, with numbers of its own. */
	if (is_made && (journal_is_confined() || journal_is_sealed())) {
		journal->epoch++;
		return;
	}
	atomic_store(&network->journal, NULL);
	if (is_made)
		unmake(journal);
}

void journal_keep(struct network *network)
{
	struct journal *journal = atomic_load(&network->journal);
	if (journal == NULL || atomic_load(&journal->has_ended))
		return;
	int saved_errno = errno;
	(void)lengthen(journal, &journal->events, journal->events.size);
	(void)lengthen(journal, &journal->payload, journal->payload.size);
	errno = saved_errno;
}

void *journal_reserve(struct journal *journal, uint32_t size)
{
	uint64_t start = atomic_fetch_add(&journal->header->event_end, size);
	uint64_t backed = atomic_load_explicit(&journal->events.backed, memory_order_relaxed);
	/* Records are small: a stray write into the header is what leaps. */
	bool is_damaged = start < sizeof(*journal->header) || start % sizeof(uint64_t) != 0 ||
	                  start > backed + STEP_LARGEST;
	if (is_damaged || start > journal->events.size - size) {
		journal_stop(journal, is_damaged ? EBADMSG : EFBIG);
		return NULL;
	}
	if (journal_back(journal, &journal->events, start + size))
		return journal->events.bytes + start;
	journal_stop(journal, EPERM);
	return NULL;
}
