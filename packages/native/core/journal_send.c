/* The records that carry payload. */
#include <netinet/in.h>
#include <string.h>

#include "../real/real.h"
#include "datagram.h"
#include "journal_payload.h"
#include "journal_record.h"

enum {
	SEND_LARGEST = 128 * 1024, /* what is copied before the kernel says how much it takes */
	BUFFERS_MAX = 1024, /* more than that the kernel refuses */
};

struct journal_stream {
	struct record head;
	uint64_t offset;
	uint32_t length;
	_Atomic int32_t result;
};

struct journal_datagram {
	struct record head;
	struct record_endpoints endpoints;
	uint64_t offset;
	uint32_t length;
	_Atomic int32_t result;
};

static size_t total(const struct iovec *buffers, size_t count)
{
	size_t size = 0;
	for (size_t i = 0; i < count && size < SEND_LARGEST; i++)
		size += buffers[i].iov_len;
	return size < SEND_LARGEST ? size : SEND_LARGEST;
}

/* The first `size` bytes of the buffers; how many buffers that takes. */
static size_t take_part(const struct iovec *buffers, size_t size, struct iovec *part)
{
	size_t count = 0;
	for (; size > 0; count++) {
		part[count] = buffers[count];
		if (part[count].iov_len > size)
			part[count].iov_len = size;
		size -= part[count].iov_len;
	}
	return count;
}

struct journal_stream *journal_stream(struct socket *socket, const struct iovec *buffers,
                                      size_t size)
{
	struct journal *journal = record_journal_of(socket);
	if (journal == NULL)
		return NULL;
	uint64_t offset = journal_append(journal, buffers, size);
	struct journal_stream *record =
		record_begin(journal, record_number_of(socket), sizeof(*record));
	if (record == NULL)
		return NULL;
	record->offset = offset;
	record->length = (uint32_t)size;
	atomic_store_explicit(&record->result, RESULT_UNKNOWN, memory_order_relaxed);
	record_publish(&record->head, JOURNAL_SEND);
	return record;
}

void journal_stream_result(struct socket *socket, struct journal_stream *record, ssize_t result)
{
	if (result > 0)
		atomic_fetch_add_explicit(&socket->sent, (uint64_t)result, memory_order_relaxed);
	if (record == NULL)
		return;
	atomic_store_explicit(&record->result, (int32_t)result, memory_order_release);
	struct journal *journal = journal_of(socket->context);
	if (journal != NULL && record->offset != JOURNAL_NOT_KEPT)
		journal_give_back(journal, record->offset, record->length,
		                  result < 0 ? 0 : (size_t)result);
}

/* The first `size` bytes of the buffers. For a single one the kernel has no list to read. */
static ssize_t send_buffers(int fd, const struct iovec *buffers, size_t count, size_t size,
                            int flags)
{
	if (buffers->iov_len >= size)
		return kernel_size(real(send)(fd, buffers->iov_base, size, flags));
	struct iovec part[count];
	struct msghdr message = { .msg_iov = part, .msg_iovlen = take_part(buffers, size, part) };
	return kernel_size(real(sendmsg)(fd, &message, flags));
}

/* One part: recorded with an unknown result first, so that nothing arrives that is not recorded. It
 * is sent from the program's memory: what is kept of it may be overwritten while the send waits. */
static ssize_t send_part(struct socket *socket, int fd, const struct iovec *buffers, size_t count,
                         size_t size, int flags)
{
	struct journal_stream *record = journal_stream(socket, buffers, size);
	ssize_t sent = send_buffers(fd, buffers, count, size, flags);
	journal_stream_result(socket, record, sent);
	return sent;
}

/* What is left of the buffers after `done` bytes, in a copy. */
static size_t skip(struct iovec *buffers, size_t count, size_t done)
{
	size_t first = 0;
	while (first < count && done >= buffers[first].iov_len)
		done -= buffers[first++].iov_len;
	memmove(buffers, buffers + first, (count - first) * sizeof(*buffers));
	if (count > first) {
		buffers[0].iov_base = (char *)buffers[0].iov_base + done;
		buffers[0].iov_len -= done;
	}
	return count - first;
}

ssize_t journal_send_stream(struct socket *socket, int fd, const struct iovec *buffers,
                            size_t count, int flags)
{
	struct journal *journal = record_journal_of(socket);
	if (journal == NULL || count > BUFFERS_MAX || total(buffers, count) == 0) {
		struct msghdr plain = { .msg_iov = (struct iovec *)(uintptr_t)buffers,
			                .msg_iovlen = count };
		return kernel_size(real(sendmsg)(fd, &plain, flags));
	}
	struct iovec left[count];
	ssize_t done = 0;
	memcpy(left, buffers, count * sizeof(*left));
	for (;;) {
		size_t size = total(left, count);
		ssize_t sent = send_part(socket, fd, left, count, size, flags);
		if (sent < 0)
			return done > 0 ? done : sent;
		done += sent;
		count = skip(left, count, (size_t)sent);
		if ((size_t)sent < size || total(left, count) == 0)
			return done;
	}
}

void journal_sent_unseen(struct socket *socket, size_t size)
{
	struct journal_stream *record = record_begin_for(socket, sizeof(*record));
	if (record == NULL)
		return;
	atomic_fetch_add_explicit(&socket->sent, size, memory_order_relaxed);
	record->offset = JOURNAL_NOT_KEPT;
	record->length = (uint32_t)size;
	atomic_store(&record->result, (int32_t)size);
	record_publish(&record->head, JOURNAL_SEND);
}

static struct journal_datagram *put_datagram(struct socket *socket,
                                             const struct record_endpoints *endpoints,
                                             const struct iovec *buffers, size_t size)
{
	struct journal *journal = record_journal_of(socket);
	if (journal == NULL)
		return NULL;
	uint64_t offset = journal_append(journal, buffers, size);
	struct journal_datagram *record =
		record_begin(journal, record_number_of(socket), sizeof(*record));
	if (record == NULL)
		return NULL;
	record->endpoints = *endpoints;
	record->offset = offset;
	record->length = (uint32_t)size;
	atomic_store_explicit(&record->result, RESULT_UNKNOWN, memory_order_relaxed);
	record_publish(&record->head, JOURNAL_DATAGRAM);
	return record;
}

struct journal_datagram *journal_datagram(struct socket *socket,
                                          const struct datagram_header *header,
                                          const struct iovec *buffers, size_t size)
{
	struct record_endpoints endpoints = record_endpoints_of(socket);
	endpoints.own = header->source;
	endpoints.own_port = header->source_port;
	endpoints.remote = header->destination;
	endpoints.remote_port = header->destination_port;
	endpoints.coverage = header->coverage;
	return put_datagram(socket, &endpoints, buffers, size);
}

void journal_dns_answer(struct socket *asker, const struct datagram_header *header,
                        const struct iovec *answer)
{
	int host = host_of_address(asker->context, &header->source);
	struct record_endpoints endpoints = {
		.protocol = IPPROTO_UDP,
		.role = 1,
		.own_host = host < 0 ? (uint16_t)HOST_UNKNOWN : (uint16_t)host,
		.peer_host = asker->context.host,
		.own = header->source,
		.own_port = header->source_port,
		.remote = header->destination,
		.remote_port = header->destination_port,
	};
	if (asker->is_recorded)
		journal_datagram_result(put_datagram(asker, &endpoints, answer, answer->iov_len),
		                        0);
}

void journal_datagram_result(struct journal_datagram *record, int result)
{
	if (record != NULL)
		atomic_store_explicit(&record->result, result, memory_order_release);
}
