#include "journal_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "../real/real.h"
#include "network_file.h"
#include "shared_bytes.h"
#include "program.h"

enum {
	STEP_FIRST = 64 * 1024,
	STEP_LARGEST = 4 * 1024 * 1024,
	EVENTS_LARGEST = 1 << 30, /* address space only */
};

/* A process whose journal could not be made tries no second time. */
static struct journal journal_that_failed;

static int open_part(const struct journal *journal, const char *ending, int flags)
{
	char path[sizeof(journal->path) + 8];
	snprintf(path, sizeof(path), "%s%s", journal->path, ending);
	return open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW | flags, 0600);
}

static void end_recording(struct journal *journal, int error)
{
	uint32_t none = 0;
	atomic_compare_exchange_strong(&journal->header->ended_by, &none, (uint32_t)error);
}

/* Gives a file space up to `end`, so that a full disk is an error here and not a signal later, and
 * brings the pages in together, which costs a fraction of touching them one by one. */
static bool extend(struct journal *journal, const char *ending, void *mapping,
                   _Atomic uint64_t *ready, uint64_t end, uint64_t limit)
{
	uint64_t from = atomic_load(ready);
	uint64_t step = from < STEP_FIRST ? STEP_FIRST : from > STEP_LARGEST ? STEP_LARGEST : from;
	uint64_t to = (end + step - 1) / step * step;
	if (to > limit)
		to = limit;
	int saved_errno = errno;
	int fd = end > limit ? -1 : open_part(journal, ending, 0);
	int result = fd < 0 ? (end > limit ? -EFBIG : -errno)
	                    : kernel_result(fallocate(fd, 0, (off_t)from, (off_t)(to - from)));
	if (fd >= 0)
		real(close)(fd);
	if (result == 0)
		madvise((char *)mapping + from, to - from, MADV_POPULATE_WRITE);
	errno = saved_errno;
	if (result < 0) {
		end_recording(journal, -result);
		return false;
	}
	while (from < to && !atomic_compare_exchange_weak(ready, &from, to))
		continue;
	return true;
}

static void *map_part(struct journal *journal, const char *ending, size_t size)
{
	int fd = open_part(journal, ending, O_CREAT);
	if (fd < 0)
		return NULL;
	void *mapping = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_NORESERVE, fd, 0);
	real(close)(fd);
	return mapping == MAP_FAILED ? NULL : mapping;
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
	header->capacity = journal->capacity;
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
	journal->capacity = context.network->file->journal_capacity;
	journal->header = map_part(journal, ".events", EVENTS_LARGEST);
	if (journal->header == NULL)
		return false;
	journal->bytes = map_part(journal, ".bytes", journal->capacity);
	if (journal->bytes == NULL ||
	    !extend(journal, ".events", journal->header, &journal->events_ready,
	            sizeof(*journal->header), EVENTS_LARGEST)) {
		munmap(journal->header, EVENTS_LARGEST);
		return false;
	}
	fill_header(journal, context);
	return true;
}

/* Two threads may come here at once; the loser's files stay empty and are skipped by readers. */
static struct journal *begin(struct context context)
{
	struct journal *none = NULL, *journal = &journal_that_failed;
	int saved_errno = errno;
	void *memory = mmap(NULL, sizeof(*journal), PROT_READ | PROT_WRITE,
	                    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (memory != MAP_FAILED && make(memory, context))
		journal = memory;
	errno = saved_errno;
	if (!atomic_compare_exchange_strong(&context.network->journal, &none, journal))
		journal = none;
	return journal;
}

struct journal *journal_of(struct context context)
{
	if (context.network->file->journal_capacity == 0)
		return NULL;
	struct journal *journal =
		atomic_load_explicit(&context.network->journal, memory_order_acquire);
	if (journal == NULL)
		journal = begin(context);
	bool has_ended = journal->header == NULL || atomic_load_explicit(&journal->header->ended_by,
	                                                                 memory_order_relaxed) != 0;
	return has_ended ? NULL : journal;
}

void journal_forked(struct network *network)
{
	struct journal *journal = atomic_exchange(&network->journal, NULL);
	if (journal == NULL || journal->header == NULL)
		return;
	munmap(journal->header, EVENTS_LARGEST);
	munmap(journal->bytes, journal->capacity);
	munmap(journal, sizeof(*journal));
}

void *journal_reserve(struct journal *journal, uint32_t size)
{
	uint64_t start = atomic_fetch_add(&journal->header->event_end, size);
	if (start + size > atomic_load_explicit(&journal->events_ready, memory_order_acquire) &&
	    !extend(journal, ".events", journal->header, &journal->events_ready, start + size,
	            EVENTS_LARGEST))
		return NULL;
	return (uint8_t *)journal->header + start;
}

int journal_pieces(const struct journal *journal, uint64_t offset, size_t size,
                   struct iovec pieces[2])
{
	size_t start = (size_t)(offset % journal->capacity);
	size_t first = size < journal->capacity - start ? size : (size_t)journal->capacity - start;
	pieces[0] = (struct iovec){ journal->bytes + start, first };
	pieces[1] = (struct iovec){ journal->bytes, size - first };
	return first == size ? 1 : 2;
}

uint64_t journal_append(struct journal *journal, const struct iovec *buffers, size_t count,
                        size_t size)
{
	uint64_t offset = atomic_fetch_add(&journal->header->byte_count, size);
	uint64_t end = offset + size < journal->capacity ? offset + size : journal->capacity;
	if (end > atomic_load_explicit(&journal->bytes_ready, memory_order_acquire) &&
	    !extend(journal, ".bytes", journal->bytes, &journal->bytes_ready, end,
	            journal->capacity))
		return JOURNAL_NOT_KEPT;
	uint64_t at = offset;
	for (size_t i = 0; i < count && at < offset + size; i++) {
		size_t left = (size_t)(offset + size - at);
		size_t length = buffers[i].iov_len < left ? buffers[i].iov_len : left;
		struct iovec pieces[2];
		if (length == 0)
			continue;
		journal_pieces(journal, at, length, pieces);
		memcpy(pieces[0].iov_base, buffers[i].iov_base, pieces[0].iov_len);
		memcpy(pieces[1].iov_base, (const char *)buffers[i].iov_base + pieces[0].iov_len,
		       pieces[1].iov_len);
		at += length;
	}
	return offset;
}
