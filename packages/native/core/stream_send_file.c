#include <sys/stat.h>
#include <unistd.h>

#include "../real/real.h"
#include "journal.h"
#include "quiet.h"
#include "stream_move.h"

enum { PART = 65536, LARGEST = 0x7ffff000 /* the kernel's MAX_RW_COUNT */ };

static ssize_t send_file_quietly(int fd, int file, off64_t *offset, size_t size)
{
	struct quiet quiet;
	quiet_begin(&quiet);
	ssize_t sent = kernel_size(real(sendfile64)(fd, file, offset, size));
	quiet_end(&quiet, sent);
	return sent;
}

/* One part of the file. `*got` is what it held. */
static ssize_t copy_part(struct socket *socket, int fd, int file, off64_t at, size_t size,
                         ssize_t *got)
{
	char bytes[PART];
	*got = kernel_size(pread64(file, bytes, size < PART ? size : PART, at));
	if (*got <= 0)
		return *got;
	struct iovec buffer = { bytes, (size_t)*got };
	struct msghdr message = { .msg_iov = &buffer, .msg_iovlen = 1 };
	return socket_send(socket, fd, &message, 0);
}

/* The same by reading and sending: the journal wants the bytes, or the answer is to be TCP's. */
static ssize_t send_file_copied(struct socket *socket, int fd, int file, off64_t *offset,
                                size_t size)
{
	off64_t at = offset == NULL ? lseek64(file, 0, SEEK_CUR) : *offset;
	if (at < 0)
		return offset == NULL ? -errno : -EINVAL;
	if (size > (size_t)INT64_MAX - (size_t)at)
		return -EINVAL;
	if (size > LARGEST)
		size = LARGEST;
	size_t done = 0;
	ssize_t sent = 0, got = 0;
	while (done < size && sent == got) {
		sent = copy_part(socket, fd, file, at + (off64_t)done, size - done, &got);
		if (sent <= 0)
			break;
		done += (size_t)sent;
	}
	if (offset != NULL)
		*offset = at + (off64_t)done;
	else if (done > 0)
		lseek64(file, at + (off64_t)done, SEEK_SET);
	return done > 0 ? (ssize_t)done : sent;
}

static bool is_regular(int file)
{
	struct stat status;
	return fstat(file, &status) == 0 && S_ISREG(status.st_mode);
}

ssize_t stream_send_file(struct socket *socket, int fd, int file, off64_t *offset, size_t size)
{
	if (socket->is_recorded && size > 0 && is_regular(file))
		return send_file_copied(socket, fd, file, offset, size);
	ssize_t sent = send_file_quietly(fd, file, offset, size);
	if (sent == -EPIPE || sent == -ENOTCONN)
		return send_file_copied(socket, fd, file, offset, size);
	if (sent > 0 && socket->is_recorded)
		journal_sent_unseen(socket, (size_t)sent);
	return sent;
}
