/* Sending. A stream's bytes go straight to the kernel. */
#include "../../core/journal.h"
#include "../../core/outside.h"
#include "../../core/socket.h"
#include "../../core/stream.h"
#include "../../real/real.h"
#include "../../core/hook.h"
#include "passing.h"
#include "sandbox.h"

#include <limits.h>

/* Of what is not virtual: without an address nothing is asked. */
static int check_destination(int fd, const void *address, socklen_t length)
{
	return address == NULL || length == 0
	               ? 0
	               : outside_check_destination(context_current(), fd, address, length);
}

static ssize_t send_one(struct socket *socket, int fd, const void *bytes, size_t size, int flags,
                        const struct sockaddr *to, socklen_t to_length)
{
	int saved_errno = errno;
	struct iovec buffer = { (void *)(uintptr_t)bytes, size };
	struct msghdr message = { (void *)(uintptr_t)to, to_length, &buffer, 1, NULL, 0, 0 };
	return finish(saved_errno, socket_send(socket, fd, &message, flags));
}

/* write() on a socket whose peer has gone raises SIGPIPE, hence send() without it. */
static ssize_t send_stream(struct socket *socket, int fd, const void *bytes, size_t size)
{
	int saved_errno = errno;
	if (socket->is_recorded)
		return send_one(socket, fd, bytes, size, 0, NULL, 0);
	ssize_t sent = real(send)(fd, bytes, size, MSG_NOSIGNAL);
	if (sent >= 0)
		return sent;
	return finish(saved_errno, stream_send_failed(socket, fd, errno, size, 0));
}

/* The sandbox was made for the program's own calls: this one goes to the kernel as it is. */
static ssize_t write_in_sandbox(struct socket *socket, int fd, const struct iovec *buffers,
                                int count)
{
	struct journal_stream *record = NULL;
	size_t size = 0;
	for (int i = 0; i < count; i++)
		size += buffers[i].iov_len;
	if (socket->is_recorded && size > 0)
		record = journal_stream(socket, buffers, size);
	ssize_t sent = count == 1 ? real(write)(fd, buffers->iov_base, buffers->iov_len)
	                          : real(writev)(fd, buffers, count);
	int saved_errno = errno;
	journal_stream_result(socket, record, sent < 0 ? -saved_errno : sent);
	errno = saved_errno;
	return sent;
}

VIRTUAL static ssize_t write_socket(struct socket *socket, int fd, const void *bytes, size_t size)
{
	struct iovec buffer = { (void *)(uintptr_t)bytes, size };
	if (socket->type == SOCK_STREAM && sandbox_is_on())
		return write_in_sandbox(socket, fd, &buffer, 1);
	return socket->type == SOCK_STREAM ? send_stream(socket, fd, bytes, size)
	                                   : send_one(socket, fd, bytes, size, 0, NULL, 0);
}

HOOK ssize_t write(int fd, const void *bytes, size_t size)
{
	struct socket *socket = table_find(fd);
	return socket == NULL ? real(write)(fd, bytes, size)
	                      : write_socket(socket, fd, bytes, size);
}

HOOK ssize_t writev(int fd, const struct iovec *buffers, int count)
{
	int saved_errno = errno;
	struct socket *socket = table_find(fd);
	if (socket == NULL || count < 0 || count > IOV_MAX)
		return real(writev)(fd, buffers, count);
	if (socket->type == SOCK_STREAM && sandbox_is_on())
		return write_in_sandbox(socket, fd, buffers, count);
	struct msghdr message = { .msg_iov = (struct iovec *)(uintptr_t)buffers,
		                  .msg_iovlen = (size_t)count };
	return finish(saved_errno, socket_send(socket, fd, &message, 0));
}

HOOK ssize_t send(int fd, const void *bytes, size_t size, int flags)
{
	struct socket *socket = table_find(fd);
	if (socket == NULL)
		return real(send)(fd, bytes, size, flags);
	if (socket->type == SOCK_STREAM && flags == 0)
		return send_stream(socket, fd, bytes, size);
	return send_one(socket, fd, bytes, size, flags, NULL, 0);
}

HOOK ssize_t sendto(int fd, const void *bytes, size_t size, int flags, const struct sockaddr *to,
                    socklen_t to_length)
{
	int saved_errno = errno;
	struct socket *socket = table_find(fd);
	if (socket != NULL)
		return send_one(socket, fd, bytes, size, flags, to, to_length);
	int refusal = check_destination(fd, to, to_length);
	return refusal < 0 ? finish(saved_errno, refusal)
	                   : real(sendto)(fd, bytes, size, flags, to, to_length);
}

HOOK ssize_t sendmsg(int fd, const struct msghdr *message, int flags)
{
	int saved_errno = errno;
	struct socket *socket = table_find(fd);
	if (socket != NULL)
		return finish(saved_errno, socket_send(socket, fd, message, flags));
	int refusal = message == NULL
	                      ? 0
	                      : check_destination(fd, message->msg_name, message->msg_namelen);
	if (refusal < 0)
		return finish(saved_errno, refusal);
	passing_before_send(message);
	return real(sendmsg)(fd, message, flags);
}

/* How many of the messages may be sent; the error of the first when it is none. */
static int count_let_out(int fd, const struct mmsghdr *messages, unsigned count)
{
	for (unsigned i = 0; messages != NULL && i < count; i++) {
		const struct msghdr *message = &messages[i].msg_hdr;
		int refusal = check_destination(fd, message->msg_name, message->msg_namelen);
		if (refusal < 0)
			return i > 0 ? (int)i : refusal;
	}
	return (int)count;
}

/* Of a socket that is virtual; with the first message that leaves the network it becomes a real one. */
static int send_each(int fd, struct mmsghdr *messages, unsigned count, int flags)
{
	for (unsigned i = 0; i < count; i++) {
		ssize_t sent = sendmsg(fd, &messages[i].msg_hdr, flags);
		if (sent < 0)
			return i > 0 ? (int)i : -1;
		messages[i].msg_len = (unsigned)sent;
	}
	return (int)count;
}

HOOK int sendmmsg(int fd, struct mmsghdr *messages, unsigned count, int flags)
{
	int saved_errno = errno;
	if (table_find(fd) != NULL)
		return send_each(fd, messages, count, flags);
	int let_out = count_let_out(fd, messages, count);
	return let_out < 0 ? (int)finish(saved_errno, let_out)
	                   : real(sendmmsg)(fd, messages, (unsigned)let_out, flags);
}
