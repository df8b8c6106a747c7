/* Datagram sockets: a pair of sockets between the program, which reads and writes payload, and the
 * supervisor, which carries it from and to the network.
 *
 * Whoever reads with an address gets the payload from the kernel and the address from us: it is put into
 * the program's memory, with a room of 0, so that the kernel writes nothing over it; and the length that
 * the kernel then writes is that of our own end's name, which is as long as an address of the family. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/un.h>
#include <unistd.h>

#include "answers.h"
#include "lying.h"
#include "packets.h"
#include "waiting.h"

enum { NAME_TRIES = 64 };

/* Nobody looks for the name; only its length matters. */
static int give_name(int fd, int family)
{
	static unsigned turn;
	size_t size = family == AF_INET ? sizeof(struct sockaddr_in) : sizeof(struct sockaddr_in6);
	for (int tries = 0; tries < NAME_TRIES; tries++) {
		struct sockaddr_un name = { .sun_family = AF_UNIX };
		char text[32];
		snprintf(text, sizeof(text), "%05x%08x----------------",
		         (unsigned)getpid() & 0xfffff, turn++);
		memcpy(name.sun_path + 1, text, size - sizeof(name.sun_family) - 1);
		if (bind(fd, (struct sockaddr *)&name, (socklen_t)size) == 0)
			return 0;
	}
	return -errno;
}

int packets_open(int family, int flags, int ends[2])
{
	static const int as_much_as_may_be = 1 << 30;
	int type = SOCK_SEQPACKET | SOCK_CLOEXEC | (flags & SOCK_NONBLOCK);
	if (socketpair(AF_UNIX, type, 0, ends) < 0)
		return -errno;
	int result = give_name(ends[0], family);
	if (result < 0) {
		close(ends[0]);
		close(ends[1]);
		return result;
	}
	(void)fcntl(ends[0], F_SETFL, O_NONBLOCK);
	for (int i = 0; i < 2; i++)
		(void)setsockopt(ends[i], SOL_SOCKET, SO_SNDBUF, &as_much_as_may_be,
		                 sizeof(as_much_as_may_be));
	return 0;
}

/* A refusal that a read or a send has to report. */
static void keep_error(struct stand_in *stand_in, ssize_t result)
{
	if (result < 0 && result != -EAGAIN)
		stand_in->error = (int)-result;
}

/* False when nothing came. */
static bool offer_one(struct stand_in *stand_in)
{
	static char payload[PACKET_MAX];
	struct sockaddr_storage source = { 0 };
	struct iovec buffer = { payload, sizeof(payload) };
	struct msghdr message = { .msg_name = &source,
		                  .msg_namelen = sizeof(source),
		                  .msg_iov = &buffer,
		                  .msg_iovlen = 1 };
	ssize_t size =
		socket_receive(stand_in_socket(stand_in), stand_in->fd, &message, MSG_DONTWAIT);
	keep_error(stand_in, size);
	if (size >= 0)
		lying_put(stand_in, &message, (size_t)size);
	return size >= 0;
}

void packets_offer(struct stand_in *stand_in)
{
	while (offer_one(stand_in))
		continue;
}

static void real_ready(struct watch *watch, uint32_t events)
{
	struct stand_in *stand_in =
		(struct stand_in *)((char *)watch - offsetof(struct stand_in, real_watch));
	(void)events;
	packets_offer(stand_in);
	waiting_wake(stand_in);
}

/* Nothing was read: an empty datagram, or no more can come. */
static bool is_over(const struct stand_in *stand_in)
{
	struct pollfd state = { .fd = stand_in->end, .events = POLLRDHUP };
	return poll(&state, 1, 0) == 1 && (state.revents & (POLLRDHUP | POLLHUP)) != 0;
}

/* Shut in both directions it looks like one whose other end is closed. */
static bool is_held(struct stand_in *stand_in)
{
	const struct socket *socket = stand_in_socket(stand_in);
	return socket->is_shut_for_read && socket->is_shut_for_write &&
	       holder_find(&stand_in->holder, stand_in->inode);
}

/* What the program has written, to the peer that it is connected to. */
static bool carry_one(struct stand_in *stand_in)
{
	static char payload[PACKET_MAX];
	ssize_t size = recv(stand_in->end, payload, sizeof(payload), MSG_DONTWAIT);
	if (size < 0 && errno == ECONNRESET) /* the program left something unread */
		return true;
	if (size < 0 || (size == 0 && is_over(stand_in)))
		return false;
	struct iovec buffer = { payload, (size_t)size };
	struct msghdr message = { .msg_iov = &buffer, .msg_iovlen = 1 };
	keep_error(stand_in, socket_send(stand_in_socket(stand_in), stand_in->fd, &message,
	                                 MSG_DONTWAIT | MSG_NOSIGNAL));
	return true;
}

static void end_ready(struct watch *watch, uint32_t events)
{
	struct stand_in *stand_in =
		(struct stand_in *)((char *)watch - offsetof(struct stand_in, end_watch));
	while (carry_one(stand_in))
		continue;
	if ((events & EPOLLHUP) != 0 && !is_held(stand_in))
		return stand_in_closed(stand_in);
	packets_offer(stand_in);
	waiting_wake(stand_in);
}

void packets_start(struct stand_in *stand_in)
{
	packets_watch_real(stand_in);
	(void)loop_watch(&stand_in->end_watch, stand_in->end, EPOLLIN | EPOLLOUT | EPOLLET,
	                 end_ready);
}

void packets_watch_real(struct stand_in *stand_in)
{
	loop_unwatch(&stand_in->real_watch);
	(void)loop_watch(&stand_in->real_watch, stand_in->fd, EPOLLIN | EPOLLET, real_ready);
}
