#include "journal_payload.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "../real/real.h"
#include "journal_room.h"
#include "journal_seal.h"
#include "journal_space.h"

/* Filling fresh pages with a system call costs less than mapping them first; opening the file for it
 * pays from here on. */
enum { WRITE_SMALLEST = 16 * 1024 };

static uint64_t smaller(uint64_t a, uint64_t b)
{
	return a < b ? a : b;
}

static void copy(struct journal_part *part, uint64_t offset, const char *from, uint64_t size)
{
	uint64_t start = offset % part->size, first = smaller(size, part->size - start);
	memcpy(part->bytes + start, from, first);
	memcpy(part->bytes, from + first, size - first);
}

static void copy_all(struct journal_part *part, uint64_t offset, const struct iovec *buffers,
                     uint64_t size)
{
	for (size_t i = 0; size > 0; i++) {
		uint64_t length = smaller(buffers[i].iov_len, size);
		if (length > 0)
			copy(part, offset, buffers[i].iov_base, length);
		offset += length;
		size -= length;
	}
}

static int write_buffer(int fd, uint64_t offset, const char *from, uint64_t size)
{
	for (uint64_t done = 0; done < size;) {
		ssize_t count = pwrite(fd, from + done, size - done, (off_t)(offset + done));
		if (count < 0 && errno != EINTR)
			return -errno;
		if (count > 0)
			done += (uint64_t)count;
	}
	return 0;
}

/* As copy_all(); -EBADF when that has to be done. */
static int write_all(struct journal *journal, uint64_t offset, const struct iovec *buffers,
                     uint64_t size)
{
	/* A program that limits the size of its files would get a signal for a write beyond. */
	if (offset + size > journal_size_limit())
		return -EBADF;
	if (!journal_has_room(journal, &journal->payload, offset, offset + size))
		return -ENOSPC;
	int result = journal_lengthen(journal, &journal->payload, offset + size);
	if (result < 0)
		return result;
	int fd = journal_open_payload(journal, offset, offset + size);
	if (fd < 0)
		return -EBADF;
	for (size_t i = 0; result == 0 && size > 0; i++) {
		uint64_t length = smaller(buffers[i].iov_len, size);
		result = write_buffer(fd, offset, buffers[i].iov_base, length);
		offset += length;
		size -= length;
	}
	real(close)(fd);
	return result;
}

/* Bytes that were written have memory behind them; those before `offset` must have, too. */
static void raise_backed(struct journal_part *part, uint64_t offset, uint64_t end)
{
	uint64_t backed = atomic_load(&part->backed);
	while (backed >= offset && backed < end &&
	       !atomic_compare_exchange_weak(&part->backed, &backed, end))
		continue;
}

uint64_t journal_append(struct journal *journal, const struct iovec *buffers, size_t size)
{
	struct journal_part *payload = &journal->payload;
	uint64_t offset = atomic_fetch_add(&journal->header->byte_count, size);
	int saved_errno = errno, result = -EBADF;
	if (size > payload->size)
		return JOURNAL_NOT_KEPT;
	if (size >= WRITE_SMALLEST && !journal_is_sealed() && offset + size <= payload->size)
		result = write_all(journal, offset, buffers, size);
	if (result == 0)
		raise_backed(payload, offset, offset + size);
	else if (result != -EBADF)
		journal_stop(journal, -result);
	else if (journal_back(journal, payload, offset + size)) {
		copy_all(payload, offset, buffers, size);
		result = 0;
	}
	errno = saved_errno;
	return result == 0 ? offset : JOURNAL_NOT_KEPT;
}

/* In later laps the bytes of an older payload are gone, which only the count says. */
void journal_give_back(struct journal *journal, uint64_t offset, size_t size, size_t kept)
{
	uint64_t end = offset + size;
	if (kept < size && end <= journal->payload.size)
		atomic_compare_exchange_strong(&journal->header->byte_count, &end, offset + kept);
}
