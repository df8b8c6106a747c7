#include "stream.h"

#include <limits.h>
#include <signal.h>

#include "../real/real.h"
#include "ancillary.h"
#include "journal.h"
#include "reset.h"

ssize_t message_size(const struct msghdr *message)
{
	size_t size = 0;
	for (size_t i = 0; i < message->msg_iovlen; i++) {
		if (message->msg_iov[i].iov_len > (size_t)SSIZE_MAX - size)
			return -EINVAL;
		size += message->msg_iov[i].iov_len;
	}
	return (ssize_t)size;
}

/* The sends of the shim never raise SIGPIPE themselves, see stream_send(). */
static ssize_t broken_pipe(int flags)
{
	if ((flags & MSG_NOSIGNAL) == 0)
		raise(SIGPIPE);
	return -EPIPE;
}

/* shutdown() by us, or by another process that shares the socket: the peer is still there. */
static bool is_shut_by_ourselves(const struct socket *socket, int fd)
{
	struct pollfd state = { .fd = fd, .events = POLLOUT };
	return socket->is_shut_for_write ||
	       (real(poll)(&state, 1, 0) == 1 && (state.revents & POLLHUP) == 0);
}

static bool peer_has_reset(struct socket *socket, int fd)
{
	if (socket->has_seen_reset)
		return false;
	int error = 0;
	socklen_t length = sizeof error;
	real(getsockopt)(fd, SOL_SOCKET, SO_ERROR, &error, &length);
	return error == ECONNRESET || reset_was_recorded(socket);
}

ssize_t stream_send_failed(struct socket *socket, int fd, int error, size_t size, int flags)
{
	if (error != EPIPE && error != ENOTCONN)
		return -error;
	if (socket->is_connect_waiting)
		return -EAGAIN;
	int pending = atomic_exchange(&socket->pending_error, 0);
	if (pending == EPIPE)
		return broken_pipe(flags);
	if (pending != 0)
		return -pending;
	if (error == ENOTCONN || socket->has_lost_peer || !socket_is_connected(socket) ||
	    is_shut_by_ourselves(socket, fd))
		return broken_pipe(flags);
	if (peer_has_reset(socket, fd)) {
		socket->has_seen_reset = socket->has_lost_peer = true;
		journal_end(socket, JOURNAL_RESET);
		return socket->has_seen_end ? broken_pipe(flags) : -ECONNRESET;
	}
	/* TCP learns that its peer has gone from the answer to the first segment; nothing sends none. */
	if (size == 0)
		return 0;
	socket->has_lost_peer = true;
	atomic_store(&socket->pending_error, EPIPE);
	return (ssize_t)size;
}

ssize_t stream_receive_ended(struct socket *socket, ssize_t result)
{
	if (result == 0 && (socket->has_seen_end || !reset_was_recorded(socket))) {
		socket->has_seen_end = true;
		journal_end(socket, JOURNAL_END);
		return 0;
	}
	if (result == 0)
		result = -ECONNRESET;
	if (result == -ECONNRESET && socket->is_connect_failed) {
		int pending = atomic_exchange(&socket->pending_error, 0);
		return pending != 0 ? -pending : 0;
	}
	if (result == -ECONNRESET) {
		socket->has_seen_reset = socket->has_lost_peer = true;
		journal_end(socket, JOURNAL_RESET);
	}
	if (result == -EAGAIN && socket->is_shut_for_read)
		return 0;
	if (result != -EINVAL || socket_is_connected(socket))
		return result;
	return socket->is_connect_waiting ? -EAGAIN : -ENOTCONN;
}

ssize_t stream_send(struct socket *socket, int fd, const struct msghdr *message, int flags)
{
	enum { UNDERSTOOD = MSG_OOB | MSG_DONTWAIT | MSG_MORE | MSG_NOSIGNAL };
	struct msghdr plain = { .msg_iov = message->msg_iov, .msg_iovlen = message->msg_iovlen };
	ssize_t result = message->msg_controllen > 0 ? ancillary_check_stream(message) : 0;
	if (result < 0)
		return result;
	flags &= UNDERSTOOD;
	if (socket->is_recorded)
		result = journal_send_stream(socket, fd, plain.msg_iov, plain.msg_iovlen,
		                             flags | MSG_NOSIGNAL);
	else
		result = kernel_size(real(sendmsg)(fd, &plain, flags | MSG_NOSIGNAL));
	if (result != -EPIPE && result != -ENOTCONN)
		return result;
	ssize_t size = message_size(message);
	return size < 0 ? size : stream_send_failed(socket, fd, (int)-result, (size_t)size, flags);
}

/* MSG_TRUNC on a TCP stream throws bytes away; the buffer may be missing. */
static ssize_t discard(struct socket *socket, int fd, size_t size, int flags)
{
	char scratch[16384];
	size_t done = 0;
	while (done < size) {
		size_t part = size - done < sizeof scratch ? size - done : sizeof scratch;
		ssize_t result = kernel_size(
			real(recv)(fd, scratch, part, done > 0 ? flags | MSG_DONTWAIT : flags));
		if (result <= 0)
			return done > 0 ? (ssize_t)done : stream_receive_ended(socket, result);
		done += (size_t)result;
		stream_count_received(socket, (size_t)result, flags);
		if (flags & MSG_PEEK)
			break;
	}
	return (ssize_t)done;
}

ssize_t stream_receive(struct socket *socket, int fd, struct msghdr *message, int flags)
{
	struct msghdr plain = { .msg_iov = message->msg_iov, .msg_iovlen = message->msg_iovlen };
	ssize_t result;
	message->msg_namelen = 0;
	message->msg_controllen = 0;
	message->msg_flags = 0;
	if (flags & MSG_ERRQUEUE)
		return -EAGAIN;
	if (flags & MSG_TRUNC) {
		ssize_t size = message_size(message);
		return size <= 0 ? size : discard(socket, fd, (size_t)size, flags & ~MSG_TRUNC);
	}
	if (socket->is_shut_for_read)
		flags |= MSG_DONTWAIT;
	result = kernel_size(real(recvmsg)(fd, &plain, flags));
	message->msg_flags = plain.msg_flags;
	if (result > 0) {
		stream_count_received(socket, (size_t)result, flags);
		return result;
	}
	if (result == 0 && message_size(message) == 0)
		return 0;
	return stream_receive_ended(socket, result);
}
