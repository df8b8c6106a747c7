/* sendfile() and splice(): the kernel moves a stream's bytes; a datagram needs its header. */
#include "../../core/socket.h"
#include "../../core/stream.h"
#include "../../core/stream_move.h"
#include "../../real/real.h"
#include "../../core/hook.h"
#include "sandbox.h"

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

/* Bytes that went from `fd` into a pipe: those of a stream are counted, its end is TCP's. */
static ssize_t after_receive(int fd, ssize_t moved, size_t size, int saved_errno)
{
	struct socket *socket = table_find(fd);
	if (socket == NULL || socket->type != SOCK_STREAM || (moved == 0 && size == 0))
		return moved;
	if (moved <= 0)
		return finish(saved_errno, stream_receive_ended(socket, moved < 0 ? -errno : 0));
	stream_count_received(socket, (size_t)moved, 0);
	return moved;
}

HOOK ssize_t sendfile64(int fd, int file, off64_t *offset, size_t size)
{
	int saved_errno = errno;
	struct socket *socket = table_find(fd);
	if (socket == NULL)
		return after_receive(file, real(sendfile64)(fd, file, offset, size), size,
		                     saved_errno);
	if (socket->type != SOCK_STREAM)
		return send_file_datagram(socket, fd, file, offset, size);
	if (sandbox_is_on())
		return real(sendfile64)(fd, file, offset, size);
	return finish(saved_errno, stream_send_file(socket, fd, file, offset, size));
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
	struct socket *socket = table_find(to);
	bool is_plain = from_offset == NULL && to_offset == NULL && !sandbox_is_on();
	if (socket != NULL && socket->type == SOCK_STREAM && is_plain)
		return finish(saved_errno, stream_splice(socket, to, from, size, flags));
	ssize_t moved = real(splice)(from, from_offset, to, to_offset, size, flags);
	return socket != NULL ? moved : after_receive(from, moved, size, saved_errno);
}
