/* sendfile() and splice(): the kernel moves a stream's bytes; a datagram needs its header. */
#include "../../core/journal.h"
#include "../../core/socket.h"
#include "../../core/stream.h"
#include "../../real/real.h"
#include "hook.h"

static ssize_t after_send(struct socket *socket, int fd, ssize_t sent, size_t size, int saved_errno)
{
	if (sent >= 0)
		return sent;
	return finish(saved_errno, stream_send_failed(socket, fd, errno, size, MSG_NOSIGNAL));
}

/* A datagram's worth of the file, read and sent; the offset moves by what was sent. */
static ssize_t send_file_datagram(struct socket *socket, int fd, int file, off64_t *offset,
                                  size_t size)
{
	char bytes[65536];
	size_t wanted = size < sizeof bytes ? size : sizeof bytes;
	ssize_t got =
		offset == NULL ? read(file, bytes, wanted) : pread(file, bytes, wanted, *offset);
	if (got <= 0)
		return got;
	struct iovec buffer = { bytes, (size_t)got };
	struct msghdr message = { .msg_iov = &buffer, .msg_iovlen = 1 };
	ssize_t sent = socket_send(socket, fd, &message, 0);
	if (sent > 0 && offset != NULL)
		*offset += sent;
	return finish(errno, sent);
}

/* The journal wants the bytes, so they are read and sent here. */
static ssize_t send_file_recorded(struct socket *socket, int fd, int file, off64_t *offset,
                                  size_t size)
{
	char bytes[65536];
	int saved_errno = errno;
	off64_t at = offset == NULL ? lseek64(file, 0, SEEK_CUR) : *offset;
	size_t done = 0;
	ssize_t sent = at < 0 ? -errno : 0;
	while (sent >= 0 && done < size) {
		size_t wanted = size - done < sizeof bytes ? size - done : sizeof bytes;
		ssize_t got = pread64(file, bytes, wanted, at);
		struct iovec buffer = { bytes, got > 0 ? (size_t)got : 0 };
		struct msghdr message = { .msg_iov = &buffer, .msg_iovlen = 1 };
		sent = got < 0 ? -errno : got == 0 ? 0 : socket_send(socket, fd, &message, 0);
		if (sent <= 0)
			break;
		at += sent;
		done += (size_t)sent;
		if (sent < got)
			break;
	}
	if (done > 0 && offset == NULL)
		lseek64(file, at, SEEK_SET);
	else if (offset != NULL)
		*offset = at;
	return finish(saved_errno, done > 0 ? (ssize_t)done : sent);
}

HOOK ssize_t sendfile64(int fd, int file, off64_t *offset, size_t size)
{
	int saved_errno = errno;
	struct socket *socket = table_find(fd);
	if (socket == NULL)
		return real(sendfile64)(fd, file, offset, size);
	if (socket->type != SOCK_STREAM)
		return send_file_datagram(socket, fd, file, offset, size);
	if (socket->is_recorded)
		return send_file_recorded(socket, fd, file, offset, size);
	return after_send(socket, fd, real(sendfile64)(fd, file, offset, size), size, saved_errno);
}

_Static_assert(sizeof(off_t) == sizeof(off64_t),
               "sendfile and sendfile64 are one on this platform");

HOOK ssize_t sendfile(int fd, int file, off_t *offset, size_t size)
{
	return sendfile64(fd, file, (off64_t *)offset, size);
}

HOOK ssize_t splice(int from, off64_t *from_offset, int to, off64_t *to_offset, size_t size,
                    unsigned flags)
{
	int saved_errno = errno;
	ssize_t moved = real(splice)(from, from_offset, to, to_offset, size, flags);
	struct socket *socket = table_find(to);
	if (socket != NULL && socket->is_recorded && moved > 0)
		journal_sent_unseen(socket, (size_t)moved);
	if (socket != NULL && socket->type == SOCK_STREAM)
		return after_send(socket, to, moved, size, saved_errno);
	socket = table_find(from);
	if (socket == NULL || moved > 0 || socket->type != SOCK_STREAM)
		return moved;
	return finish(saved_errno, stream_receive_ended(socket, moved < 0 ? -errno : 0));
}
