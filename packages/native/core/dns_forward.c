#include "dns_forward.h"

#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <string.h>
#include <time.h>

#include "../real/real.h"
#include "dns_response.h"
#include "text_file.h"

enum { CONF_SIZE = 4096 };

struct resolver dns_forward_servers(void)
{
	char text[CONF_SIZE];
	struct resolver servers;
	resolver_read(&servers, text, text_file_read("/etc/resolv.conf", text, sizeof(text)));
	return servers;
}

static int open_to(const struct endpoint *server, int type)
{
	struct sockaddr_storage address;
	socklen_t length = sizeof(address);
	int family = address_is_v4(&server->address) ? AF_INET : AF_INET6;
	int fd = kernel_result(real(socket)(family, type | SOCK_CLOEXEC, 0));
	if (fd < 0)
		return fd;
	endpoint_write(server, family, (struct sockaddr *)&address, &length);
	int result = kernel_result(real(connect)(fd, (struct sockaddr *)&address, length));
	if (result == 0)
		return fd;
	real(close)(fd);
	return result;
}

/* 0 or -errno: nothing came for that long. */
static int await(int fd, unsigned time_ms)
{
	struct pollfd state = { .fd = fd, .events = POLLIN };
	int count = kernel_result(real(poll)(&state, 1, (int)time_ms));
	return count > 0 ? 0 : count == 0 ? -ETIMEDOUT : count;
}

static ssize_t ask_by_datagram(int fd, const uint8_t *query, size_t size, uint8_t *answer,
                               size_t room, unsigned time_ms)
{
	struct dns_response response;
	ssize_t got = kernel_size(real(send)(fd, query, size, MSG_NOSIGNAL));
	while (got >= 0) {
		got = await(fd, time_ms);
		if (got == 0)
			got = kernel_size(real(recv)(fd, answer, room, MSG_DONTWAIT));
		if (got > 0 && dns_response_read(answer, (size_t)got, query, size, &response))
			break;
	}
	return got;
}

static ssize_t read_all(int fd, uint8_t *bytes, size_t size, unsigned time_ms)
{
	for (size_t done = 0; done < size;) {
		ssize_t got = await(fd, time_ms);
		if (got == 0)
			got = kernel_size(real(recv)(fd, bytes + done, size - done, 0));
		if (got <= 0)
			return got == 0 ? -ECONNRESET : got;
		done += (size_t)got;
	}
	return (ssize_t)size;
}

static ssize_t ask_by_stream(int fd, const uint8_t *query, size_t size, uint8_t *answer,
                             size_t room, unsigned time_ms)
{
	uint8_t length[2] = { (uint8_t)(size >> 8), (uint8_t)size };
	struct iovec buffers[] = { { length, sizeof(length) }, { (void *)(uintptr_t)query, size } };
	struct msghdr message = { .msg_iov = buffers, .msg_iovlen = 2 };
	ssize_t result = kernel_size(real(sendmsg)(fd, &message, MSG_NOSIGNAL));
	if (result >= 0)
		result = read_all(fd, length, sizeof(length), time_ms);
	if (result < 0)
		return result;
	size_t whole = dns_u16(length);
	return whole > room ? -EMSGSIZE : read_all(fd, answer, whole, time_ms);
}

ssize_t dns_forward(const struct resolver *servers, int protocol, const uint8_t *query, size_t size,
                    uint8_t *answer, size_t room)
{
	bool is_stream = protocol == IPPROTO_TCP;
	ssize_t result = -ECONNREFUSED;
	for (int attempt = 0; attempt < servers->attempts; attempt++)
		for (int server = 0; server < servers->count; server++) {
			unsigned time_ms = resolver_server_ms(servers, server);
			int fd = open_to(&servers->servers[server],
			                 is_stream ? SOCK_STREAM : SOCK_DGRAM);
			if (fd < 0)
				continue;
			result = (is_stream ? ask_by_stream : ask_by_datagram)(
				fd, query, size, answer, room, time_ms);
			real(close)(fd);
			if (result > 0)
				return result;
		}
	return result;
}
