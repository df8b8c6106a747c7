/* Receiving. A stream's bytes come straight from the kernel; only its end needs a look. */
#include "../../core/outside.h"
#include "../../core/socket.h"
#include "../../core/stream.h"
#include "../../real/real.h"
#include "../../core/hook.h"
#include "passing.h"

#include <limits.h>
#include <time.h>

/* Of what is not virtual; the kernel tells the length of a name also when there was less room for it. */
static void heard(int fd, const void *from, socklen_t room, socklen_t length)
{
	if (from != NULL)
		outside_heard(context_current(), fd, from, length < room ? length : room);
}

static ssize_t receive_one(struct socket *socket, int fd, void *bytes, size_t size, int flags,
                           struct sockaddr *from, socklen_t *from_length)
{
	int saved_errno = errno;
	struct iovec buffer = { bytes, size };
	struct msghdr message = { .msg_iov = &buffer, .msg_iovlen = 1 };
	if (from != NULL && from_length != NULL && (int)*from_length < 0)
		return finish(saved_errno, -EINVAL);
	if (from != NULL && from_length != NULL) {
		message.msg_name = from;
		message.msg_namelen = *from_length;
	}
	ssize_t result = socket_receive(socket, fd, &message, flags);
	if (result >= 0 && from != NULL && from_length != NULL)
		*from_length = message.msg_namelen;
	return finish(saved_errno, result);
}

static ssize_t receive_stream(struct socket *socket, int fd, void *bytes, size_t size)
{
	int saved_errno = errno;
	ssize_t result;
	if (socket->is_shut_for_read)
		return receive_one(socket, fd, bytes, size, 0, NULL, NULL);
	/* read(), because a seccomp filter that lets a program read need not let it receive. */
	result = size > 0 ? real(read)(fd, bytes, size) : real(recv)(fd, bytes, size, 0);
	if (result > 0 || size == 0) {
		stream_count_received(socket, (size_t)result, 0);
		return result;
	}
	return finish(saved_errno, stream_receive_ended(socket, result < 0 ? -errno : 0));
}

VIRTUAL static ssize_t read_socket(struct socket *socket, int fd, void *bytes, size_t size)
{
	if (socket->type != SOCK_STREAM)
		return receive_one(socket, fd, bytes, size, 0, NULL, NULL);
	return size == 0 ? 0 : receive_stream(socket, fd, bytes, size);
}

HOOK ssize_t read(int fd, void *bytes, size_t size)
{
	struct socket *socket = table_find(fd);
	return socket == NULL ? real(read)(fd, bytes, size) : read_socket(socket, fd, bytes, size);
}

HOOK ssize_t readv(int fd, const struct iovec *buffers, int count)
{
	int saved_errno = errno;
	struct socket *socket = table_find(fd);
	if (socket == NULL || count < 0 || count > IOV_MAX)
		return real(readv)(fd, buffers, count);
	struct msghdr message = { .msg_iov = (struct iovec *)(uintptr_t)buffers,
		                  .msg_iovlen = (size_t)count };
	return finish(saved_errno, socket_receive(socket, fd, &message, 0));
}

HOOK ssize_t recv(int fd, void *bytes, size_t size, int flags)
{
	struct socket *socket = table_find(fd);
	if (socket == NULL)
		return real(recv)(fd, bytes, size, flags);
	if (socket->type == SOCK_STREAM && flags == 0)
		return receive_stream(socket, fd, bytes, size);
	return receive_one(socket, fd, bytes, size, flags, NULL, NULL);
}

HOOK ssize_t recvfrom(int fd, void *bytes, size_t size, int flags, struct sockaddr *from,
                      socklen_t *from_length)
{
	struct socket *socket = table_find(fd);
	if (socket == NULL) {
		socklen_t room = from == NULL || from_length == NULL ? 0 : *from_length;
		ssize_t result = real(recvfrom)(fd, bytes, size, flags, from, from_length);
		if (result >= 0 && room > 0)
			heard(fd, from, room, *from_length);
		return result;
	}
	return receive_one(socket, fd, bytes, size, flags, from, from_length);
}

HOOK ssize_t recvmsg(int fd, struct msghdr *message, int flags)
{
	int saved_errno = errno;
	struct socket *socket = table_find(fd);
	if (socket != NULL)
		return finish(saved_errno, socket_receive(socket, fd, message, flags));
	socklen_t room = message == NULL ? 0 : message->msg_namelen;
	ssize_t result = real(recvmsg)(fd, message, flags);
	if (result >= 0) {
		passing_after_receive(message);
		heard(fd, message->msg_name, room, message->msg_namelen);
	}
	return result;
}

static int receive_many_real(int fd, struct mmsghdr *messages, unsigned count, int flags,
                             struct timespec *timeout)
{
	socklen_t rooms[UIO_MAXIOV]; /* the kernel takes no more messages at once */
	for (unsigned i = 0; messages != NULL && i < count && i < UIO_MAXIOV; i++)
		rooms[i] = messages[i].msg_hdr.msg_namelen;
	int got = real(recvmmsg)(fd, messages, count, flags, timeout);
	for (int i = 0; i < got; i++)
		heard(fd, messages[i].msg_hdr.msg_name, rooms[i], messages[i].msg_hdr.msg_namelen);
	return got;
}

static bool is_past(const struct timespec *deadline)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec > deadline->tv_sec ||
	       (now.tv_sec == deadline->tv_sec && now.tv_nsec >= deadline->tv_nsec);
}

static struct timespec deadline_after(const struct timespec *timeout)
{
	struct timespec deadline;
	clock_gettime(CLOCK_MONOTONIC, &deadline);
	deadline.tv_sec += timeout->tv_sec + (deadline.tv_nsec + timeout->tv_nsec) / 1000000000;
	deadline.tv_nsec = (deadline.tv_nsec + timeout->tv_nsec) % 1000000000;
	return deadline;
}

/* As the kernel has it, the timeout counts only between datagrams. */
HOOK int recvmmsg(int fd, struct mmsghdr *messages, unsigned count, int flags,
                  struct timespec *timeout)
{
	int saved_errno = errno;
	struct socket *socket = table_find(fd);
	if (socket == NULL)
		return receive_many_real(fd, messages, count, flags, timeout);
	struct timespec deadline =
		timeout == NULL ? (struct timespec){ 0 } : deadline_after(timeout);
	int each = flags & ~MSG_WAITFORONE;
	for (unsigned i = 0; i < count; i++) {
		ssize_t got = socket_receive(socket, fd, &messages[i].msg_hdr, each);
		if (got < 0)
			return (int)finish(saved_errno, i > 0 ? (ssize_t)i : got);
		messages[i].msg_len = (unsigned)got;
		if (flags & MSG_WAITFORONE)
			each |= MSG_DONTWAIT;
		if (timeout != NULL && is_past(&deadline))
			return (int)finish(saved_errno, (long)i + 1);
	}
	return (int)finish(saved_errno, (long)count);
}
