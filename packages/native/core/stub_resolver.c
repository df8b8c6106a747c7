#include "stub_resolver.h"

#include <errno.h>

#include "dns_response.h"
#include "socket.h"
#include "stub_socket.h"

/* One message on its way to the servers; each keeps its socket, so that a late answer counts. */
struct errand {
	struct context context;
	const struct resolver *resolver;
	const uint8_t *query;
	size_t size;
	uint8_t *answer;
	size_t room;
	int sockets[RESOLVER_SERVERS_MAX]; /* or -1 */
};

static ssize_t send_query(const struct errand *errand, int fd)
{
	struct iovec buffer = { (void *)(uintptr_t)errand->query, errand->size };
	struct msghdr message = { .msg_iov = &buffer, .msg_iovlen = 1 };
	return socket_send(table_find(fd), fd, &message, MSG_NOSIGNAL);
}

static ssize_t receive_answer(const struct errand *errand, int fd)
{
	struct iovec buffer = { errand->answer, errand->room };
	struct msghdr message = { .msg_iov = &buffer, .msg_iovlen = 1 };
	return socket_receive(table_find(fd), fd, &message, MSG_DONTWAIT);
}

/* The size of the first message that answers the query, or -errno. */
static ssize_t await_answer(const struct errand *errand, int fd, uint64_t deadline_ms)
{
	struct dns_response response;
	for (;;) {
		int result = stub_await(fd, deadline_ms);
		if (result < 0)
			return result;
		ssize_t size = receive_answer(errand, fd);
		if (size < 0 && size != -EAGAIN)
			return size;
		if (size > 0 && dns_response_read(errand->answer, (size_t)size, errand->query,
		                                  errand->size, &response))
			return size;
	}
}

/* A server that cannot answer lets the next one try. */
static bool is_of_use(const struct errand *errand, ssize_t size)
{
	if (size < DNS_HEADER_SIZE)
		return false;
	switch (dns_rcode_of(errand->answer)) {
	case DNS_SERVER_FAILURE:
	case DNS_NOT_IMPLEMENTED:
	case DNS_REFUSED:
		return errand->resolver->takes_failures;
	default:
		return true;
	}
}

static ssize_t ask_over_stream(const struct errand *errand, int server, uint64_t deadline_ms)
{
	int fd = stub_open(errand->context, &errand->resolver->servers[server], SOCK_STREAM);
	if (fd < 0)
		return fd;
	ssize_t size = stub_exchange(fd, errand->query, errand->size, errand->answer, errand->room,
	                             deadline_ms);
	stub_close(fd);
	return size;
}

static ssize_t ask_server(struct errand *errand, int server)
{
	unsigned time_ms = resolver_server_ms(errand->resolver, server);
	int *fd = &errand->sockets[server];
	if (errand->resolver->uses_only_tcp)
		return ask_over_stream(errand, server, stub_clock_ms() + time_ms);
	if (*fd < 0)
		*fd = stub_open(errand->context, &errand->resolver->servers[server], SOCK_DGRAM);
	if (*fd < 0)
		return *fd;
	ssize_t size = send_query(errand, *fd);
	if (size >= 0)
		size = await_answer(errand, *fd, stub_clock_ms() + time_ms);
	if (size > 0 && dns_is_truncated(errand->answer) && !errand->resolver->ignores_truncation)
		size = ask_over_stream(errand, server, stub_clock_ms() + time_ms);
	return size;
}

static ssize_t ask_all(struct errand *errand)
{
	const struct resolver *resolver = errand->resolver;
	ssize_t size = -ECONNREFUSED;
	bool has_waited = false;
	for (int attempt = 0; attempt < resolver->attempts; attempt++)
		for (int server = 0; server < resolver->count; server++) {
			size = ask_server(errand, server);
			if (is_of_use(errand, size))
				return size;
			has_waited |= size == -ETIMEDOUT || size > 0;
		}
	return has_waited ? -ETIMEDOUT : -ECONNREFUSED;
}

ssize_t stub_send(struct context context, const struct resolver *resolver, const uint8_t *query,
                  size_t size, uint8_t *answer, size_t room)
{
	struct errand errand = { context, resolver, query, size, answer, room, { -1, -1, -1 } };
	if (size < DNS_HEADER_SIZE || room < DNS_HEADER_SIZE)
		return -EMSGSIZE;
	ssize_t result = ask_all(&errand);
	for (int i = 0; i < RESOLVER_SERVERS_MAX; i++)
		if (errand.sockets[i] >= 0)
			stub_close(errand.sockets[i]);
	return result;
}
