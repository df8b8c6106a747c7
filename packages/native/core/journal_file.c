#include "journal_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "../real/real.h"
#include "journal_room.h"
#include "journal_seal.h"
#include "journal_space.h"
#include "network_file.h"
#include "program.h"
#include "shared_bytes.h"

enum {
	EVENTS_LARGEST = 1 << 30, /* address space only */
	EVENTS_FIRST = 4096, /* most programs never come further */
	LENGTH_FIRST = 1 << 20,
};

static const char EVENTS[] = ".events", PAYLOAD[] = ".bytes", FAILED[] = ".failed";

/* A process whose journal could not be made tries no second time. */
static struct journal journal_that_failed = { .has_ended = true };

void journal_part_path(const struct journal *journal, const struct journal_part *part,
                       char path[JOURNAL_PATH_SIZE])
{
	snprintf(path, JOURNAL_PATH_SIZE, "%s%s", journal->path, part->ending);
}

void journal_stop(struct journal *journal, int error)
{
	uint32_t none = 0;
	atomic_compare_exchange_strong(&journal->header->ended_by, &none, (uint32_t)error);
	atomic_store(&journal->has_ended, true);
}

/* A program that limits the size of its files gets a smaller journal, and no signal. */
static uint64_t allowed_size(uint64_t wanted)
{
	uint64_t limit = journal_size_limit();
	return limit >= wanted ? wanted : limit - limit % LENGTH_FIRST;
}

static bool map_part(struct journal *journal, const char *ending, struct journal_part *part,
                     uint64_t size)
{
	part->ending = ending;
	part->size = allowed_size(size);
	part->length = part->size < LENGTH_FIRST ? part->size : LENGTH_FIRST;
	int fd = part->size == 0 ? -1 : journal_open_part(journal, part, O_CREAT);
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
	if (!map_part(journal, EVENTS, &journal->events, EVENTS_LARGEST) ||
	    !map_part(journal, PAYLOAD, &journal->payload, context.network->file->journal_capacity))
		return false;
	journal->header = (struct journal_header *)journal->events.bytes;
	if (!journal_has_room(journal, &journal->events, 0, EVENTS_FIRST) ||
	    journal_bring_in(journal, &journal->events, 0, EVENTS_FIRST) < 0)
		return false;
	atomic_store(&journal->events.backed, EVENTS_FIRST);
	fill_header(journal, context);
	return true;
}

static void unmake(struct journal *journal)
{
	unmap_part(&journal->events);
	unmap_part(&journal->payload);
	munmap(journal, sizeof(*journal));
}

static void remove_part(const struct journal *journal, const char *ending)
{
	char path[JOURNAL_PATH_SIZE];
	journal_part_path(journal, &(struct journal_part){ .ending = ending }, path);
	unlink(path);
}

static void remove_parts(const struct journal *journal)
{
	remove_part(journal, EVENTS);
	remove_part(journal, PAYLOAD);
}

/* Readers tell by the ending that there was a process of which nothing is known. */
static void mark_failed(const struct journal *journal)
{
	char path[JOURNAL_PATH_SIZE], failed[JOURNAL_PATH_SIZE];
	journal_part_path(journal, &(struct journal_part){ .ending = EVENTS }, path);
	journal_part_path(journal, &(struct journal_part){ .ending = FAILED }, failed);
	rename(path, failed);
	remove_part(journal, PAYLOAD);
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
	bool is_first = atomic_compare_exchange_strong(&context.network->journal, &none, journal);
	if (is_first && journal != memory && memory != MAP_FAILED)
		mark_failed(memory);
	if (!is_first && memory != MAP_FAILED)
		remove_parts(memory);
	if (!is_first)
		journal = none;
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

void *journal_reserve(struct journal *journal, uint32_t size)
{
	uint64_t start = atomic_fetch_add(&journal->header->event_end, size);
	uint64_t backed = atomic_load_explicit(&journal->events.backed, memory_order_relaxed);
	/* Records are small: a stray write into the header is what leaps. */
	bool is_damaged = start < sizeof(*journal->header) || start % sizeof(uint64_t) != 0 ||
	                  start > backed + JOURNAL_STEP_LARGEST;
	if (is_damaged || start > journal->events.size - size) {
		journal_stop(journal, is_damaged ? EBADMSG : EFBIG);
		return NULL;
	}
	if (journal_back(journal, &journal->events, start + size))
		return journal->events.bytes + start;
	journal_stop(journal, EPERM);
	return NULL;
}
