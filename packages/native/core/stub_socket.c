#include "stub_socket.h"

#include <errno.h>
#include <time.h>

#include "../real/real.h"
#include "dns_message.h"
#include "socket.h"

int stub_open(struct context context, const struct endpoint *server, int type)
{
	struct sockaddr_storage address;
	socklen_t length = sizeof(address);
	int family = address_is_v4(&server->address) ? AF_INET : AF_INET6;
	int fd = socket_open(context, family, type | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return fd;
	endpoint_write(server, family, (struct sockaddr *)&address, &length);
	int result = socket_connect(table_find(fd), fd, (struct sockaddr *)&address, length);
	if (result == 0)
		return fd;
	stub_close(fd);
	return result;
}

void stub_close(int fd)
{
	table_forget(fd);
	real(close)(fd);
}

uint64_t stub_clock_ms(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

int stub_await(int fd, uint64_t deadline_ms)
{
	struct pollfd state = { .fd = fd, .events = POLLIN };
	for (;;) {
		uint64_t now_ms = stub_clock_ms();
		int left_ms = now_ms >= deadline_ms ? 0 : (int)(deadline_ms - now_ms);
		int count = real(poll)(&state, 1, left_ms);
		if (count > 0)
			return 0;
		if (count == 0)
			return -ETIMEDOUT;
		if (errno != EINTR)
			return -errno;
	}
}

static int write_all(int fd, const void *bytes, size_t size)
{
	struct iovec buffer = { (void *)(uintptr_t)bytes, size };
	while (buffer.iov_len > 0) {
		struct msghdr message = { .msg_iov = &buffer, .msg_iovlen = 1 };
		ssize_t sent = socket_send(table_find(fd), fd, &message, MSG_NOSIGNAL);
		if (sent < 0 && sent != -EINTR)
			return (int)sent;
		if (sent < 0)
			continue;
		buffer.iov_base = (char *)buffer.iov_base + sent;
		buffer.iov_len -= (size_t)sent;
	}
	return 0;
}

/* Without `bytes` they are thrown away. */
static int read_all(int fd, uint8_t *bytes, size_t size, uint64_t deadline_ms)
{
	uint8_t scratch[512];
	while (size > 0) {
		size_t room = bytes != NULL || size < sizeof(scratch) ? size : sizeof(scratch);
		struct iovec buffer = { bytes == NULL ? scratch : bytes, room };
		struct msghdr message = { .msg_iov = &buffer, .msg_iovlen = 1 };
		int result = stub_await(fd, deadline_ms);
		if (result < 0)
			return result;
		ssize_t got = socket_receive(table_find(fd), fd, &message, MSG_DONTWAIT);
		if (got == -EAGAIN || got == -EINTR)
			continue;
		if (got <= 0)
			return got == 0 ? -ECONNRESET : (int)got;
		bytes = bytes == NULL ? NULL : bytes + got;
		size -= (size_t)got;
	}
	return 0;
}

ssize_t stub_exchange(int fd, const uint8_t *query, size_t size, uint8_t *answer, size_t room,
                      uint64_t deadline_ms)
{
	uint8_t length[2] = { (uint8_t)(size >> 8), (uint8_t)size };
	int result = write_all(fd, length, sizeof(length));
	if (result == 0)
		result = write_all(fd, query, size);
	if (result == 0)
		result = read_all(fd, length, sizeof(length), deadline_ms);
	if (result < 0)
		return result;
	size_t whole = (size_t)length[0] << 8 | length[1], taken = whole < room ? whole : room;
	result = read_all(fd, answer, taken, deadline_ms);
	if (result == 0)
		result = read_all(fd, NULL, whole - taken, deadline_ms);
	if (result < 0)
		return result;
	if (taken < whole)
		dns_set_truncated(answer);
	return (ssize_t)taken;
}
