#include "journal.h"

#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <time.h>

#include "../real/real.h"
#include "journal_file.h"
#include "network_file.h"

enum { MARK = 0x57530000, HOST_UNKNOWN = 0xffff, RESULT_UNKNOWN = 0x7fffffff };
enum {
	SEND_LARGEST = 128 * 1024, /* what is copied before the kernel says how much it takes */
	BUFFERS_MAX = 1024, /* more than that the kernel refuses */
};

struct record {
	_Atomic uint32_t mark;
	uint32_t size;
	uint64_t time_ns;
	uint64_t socket;
};

struct record_endpoints {
	uint8_t protocol;
	uint8_t role;
	uint16_t own_host;
	uint16_t peer_host;
	uint16_t reserved;
	struct address own;
	struct address remote;
	uint16_t own_port;
	uint16_t remote_port;
	uint32_t padding;
};

struct record_open {
	struct record head;
	struct record_endpoints endpoints;
};

struct record_send {
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

struct record_pair {
	struct record head;
	uint32_t value;
	uint32_t padding;
};

struct record_close {
	struct record head;
	uint64_t sent;
	uint64_t received;
	uint32_t is_reset;
	uint32_t padding;
};

struct record_attempt {
	struct record head;
	struct record_endpoints endpoints;
	uint32_t error;
	uint32_t padding;
};

uint64_t journal_clock(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

/* The body is filled before the mark, which makes the record one. */
static void *begin(struct journal *journal, uint64_t socket, size_t size)
{
	struct record *record = journal_reserve(journal, (uint32_t)size);
	if (record == NULL)
		return NULL;
	record->size = (uint32_t)size;
	record->time_ns = journal_clock();
	record->socket = socket;
	return record;
}

static void publish(struct record *record, enum journal_kind kind)
{
	atomic_store_explicit(&record->mark, MARK + (uint32_t)kind, memory_order_release);
}

static struct record_endpoints endpoints_of(const struct socket *socket)
{
	bool is_server = socket->is_server_side;
	return (struct record_endpoints){
		.protocol = socket->type == SOCK_STREAM ? IPPROTO_TCP : IPPROTO_UDP,
		.role = is_server,
		.own_host = socket->context.host,
		.peer_host = is_server ? socket->peer_host : HOST_UNKNOWN,
		.own = socket->local.address,
		.remote = socket->remote.address,
		.own_port = socket->local.port,
		.remote_port = socket->remote.port,
	};
}

static uint64_t number_of(const struct socket *socket)
{
	return atomic_load_explicit(&socket->journal_place, memory_order_relaxed) & UINT32_MAX;
}

/* Gives the socket a number in this journal. False when it has one, maybe by another thread. */
static bool take_number(struct journal *journal, struct socket *socket)
{
	uint64_t seen = atomic_load(&socket->journal_place);
	uint64_t upper = (journal->epoch ^ journal->epoch >> 32) << 32;
	if (seen != 0 && (seen & ~(uint64_t)UINT32_MAX) == upper)
		return false;
	uint64_t number = atomic_fetch_add(&journal->next_socket, 1) + 1;
	return atomic_compare_exchange_strong(&socket->journal_place, &seen,
	                                      upper | (number & UINT32_MAX));
}

/* A process that got the socket from another one records it under a number of its own. */
static struct journal *journal_since(struct socket *socket, uint64_t began_ns)
{
	struct journal *journal = journal_of(socket->context);
	if (journal == NULL || !take_number(journal, socket))
		return journal;
	if (socket->type != SOCK_STREAM || !socket_is_connected(socket))
		return journal;
	struct record_open *record = begin(journal, number_of(socket), sizeof(*record));
	if (record == NULL)
		return NULL;
	record->endpoints = endpoints_of(socket);
	if (began_ns != 0)
		record->head.time_ns = began_ns;
	publish(&record->head, JOURNAL_OPEN);
	return journal;
}

static struct journal *journal_with_socket(struct socket *socket)
{
	return journal_since(socket, 0);
}

void journal_open(struct socket *socket, uint64_t began_ns)
{
	if (!socket->is_recorded)
		return;
	atomic_store(&socket->journal_place, 0);
	(void)journal_since(socket, began_ns);
}

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

/* One part: recorded with an unknown result first, so that nothing arrives that is not recorded. It
 * is sent from the program's memory: what is kept of it may be overwritten while the send waits. */
static ssize_t send_part(struct journal *journal, struct socket *socket, int fd,
                         const struct iovec *buffers, size_t count, size_t size, int flags)
{
	struct iovec part[count];
	struct msghdr message = { .msg_iov = part, .msg_iovlen = take_part(buffers, size, part) };
	uint64_t offset = journal_append(journal, buffers, count, size);
	struct record_send *record = begin(journal, number_of(socket), sizeof(*record));
	if (offset == JOURNAL_NOT_KEPT || record == NULL)
		return kernel_size(real(sendmsg)(fd, &message, flags));
	record->offset = offset;
	record->length = (uint32_t)size;
	atomic_store_explicit(&record->result, RESULT_UNKNOWN, memory_order_relaxed);
	publish(&record->head, JOURNAL_SEND);
	ssize_t sent = kernel_size(real(sendmsg)(fd, &message, flags));
	atomic_store_explicit(&record->result, (int32_t)sent, memory_order_release);
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
	struct journal *journal = journal_with_socket(socket);
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
		ssize_t sent = send_part(journal, socket, fd, left, count, size, flags);
		if (sent < 0)
			return done > 0 ? done : sent;
		done += sent;
		atomic_fetch_add_explicit(&socket->sent, (uint64_t)sent, memory_order_relaxed);
		count = skip(left, count, (size_t)sent);
		if ((size_t)sent < size || total(left, count) == 0)
			return done;
	}
}

void journal_sent_unseen(struct socket *socket, size_t size)
{
	struct journal *journal = journal_with_socket(socket);
	struct record_send *record =
		journal == NULL ? NULL : begin(journal, number_of(socket), sizeof(*record));
	if (record == NULL)
		return;
	atomic_fetch_add_explicit(&socket->sent, size, memory_order_relaxed);
	record->offset = JOURNAL_NOT_KEPT;
	record->length = (uint32_t)size;
	atomic_store(&record->result, (int32_t)size);
	publish(&record->head, JOURNAL_SEND);
}

struct journal_datagram *journal_datagram(struct socket *socket, const struct endpoint *source,
                                          const struct endpoint *destination,
                                          const struct iovec *buffers, size_t count, size_t size)
{
	struct journal *journal = journal_with_socket(socket);
	if (journal == NULL)
		return NULL;
	uint64_t offset = journal_append(journal, buffers, count, size);
	struct journal_datagram *record = begin(journal, number_of(socket), sizeof(*record));
	if (record == NULL)
		return NULL;
	record->endpoints = endpoints_of(socket);
	record->endpoints.own = source->address;
	record->endpoints.own_port = source->port;
	record->endpoints.remote = destination->address;
	record->endpoints.remote_port = destination->port;
	record->offset = offset;
	record->length = (uint32_t)size;
	atomic_store_explicit(&record->result, RESULT_UNKNOWN, memory_order_relaxed);
	publish(&record->head, JOURNAL_DATAGRAM);
	return record;
}

void journal_datagram_result(struct journal_datagram *record, int result)
{
	if (record != NULL)
		atomic_store_explicit(&record->result, result, memory_order_release);
}

static void put_value(struct socket *socket, enum journal_kind kind, uint32_t value)
{
	struct journal *journal = journal_with_socket(socket);
	struct record_pair *record =
		journal == NULL ? NULL : begin(journal, number_of(socket), sizeof(*record));
	if (record == NULL)
		return;
	record->value = value;
	publish(&record->head, kind);
}

void journal_shutdown(struct socket *socket, int how)
{
	if (!socket->is_recorded)
		return;
	put_value(socket, JOURNAL_SHUTDOWN, (uint32_t)how);
}

void journal_end(struct socket *socket, enum journal_kind end_or_reset)
{
	if (!socket->is_recorded || socket->has_end_recorded)
		return;
	socket->has_end_recorded = true;
	put_value(socket, end_or_reset, 0);
}

void journal_close(struct socket *socket, bool is_reset)
{
	struct journal *journal = journal_with_socket(socket);
	struct record_close *record =
		journal == NULL ? NULL : begin(journal, number_of(socket), sizeof(*record));
	if (record == NULL)
		return;
	record->sent = atomic_load_explicit(&socket->sent, memory_order_relaxed);
	record->received = atomic_load_explicit(&socket->received, memory_order_relaxed);
	record->is_reset = is_reset;
	publish(&record->head, JOURNAL_CLOSE);
}

void journal_attempt(struct context context, enum journal_kind refused_or_blocked, int protocol,
                     const struct endpoint *destination, int error)
{
	struct journal *journal = journal_of(context);
	struct record_attempt *record = journal == NULL ? NULL : begin(journal, 0, sizeof(*record));
	if (record == NULL)
		return;
	record->endpoints = (struct record_endpoints){
		.protocol = (uint8_t)protocol,
		.own_host = context.host,
		.peer_host = HOST_UNKNOWN,
		.remote = destination->address,
		.remote_port = destination->port,
	};
	if (host_source_for(context, &destination->address, &record->endpoints.own) < 0)
		record->endpoints.own =
			address_any(address_is_v4(&destination->address) ? AF_INET : AF_INET6);
	record->error = (uint32_t)error;
	publish(&record->head, refused_or_blocked);
}

void journal_listen(struct socket *socket)
{
	struct journal *journal = journal_with_socket(socket);
	struct record_open *record =
		journal == NULL ? NULL : begin(journal, number_of(socket), sizeof(*record));
	if (record == NULL)
		return;
	record->endpoints = endpoints_of(socket);
	record->endpoints.role = 1;
	publish(&record->head, JOURNAL_LISTEN);
}

void journal_exec(struct context context, const char *path)
{
	struct journal *journal = journal_of(context);
	size_t length = strlen(path) + 1,
	       size = sizeof(struct record) + ((length + 7) & ~(size_t)7);
	struct record *record = journal == NULL ? NULL : begin(journal, 0, size);
	if (record == NULL)
		return;
	memcpy(record + 1, path, length);
	publish(record, JOURNAL_EXEC);
}
