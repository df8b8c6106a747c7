#include <fcntl.h>
#include <sys/ioctl.h>

#include "../real/real.h"
#include "journal.h"
#include "quiet.h"
#include "stream.h"
#include "stream_move.h"

enum { PART = 65536 };

static ssize_t splice_quietly(int pipe, int fd, size_t size, unsigned flags)
{
	struct quiet quiet;
	quiet_begin(&quiet);
	ssize_t moved = kernel_size(real(splice)(pipe, NULL, fd, NULL, size, flags));
	quiet_end(&quiet, moved);
	return moved;
}

/* Each read may end where a write into the pipe ended. */
static ssize_t read_whole(int pipe, char *bytes, ssize_t size)
{
	ssize_t done = 0;
	while (done < size) {
		ssize_t got = kernel_size(real(read)(pipe, bytes + done, (size_t)(size - done)));
		if (got <= 0)
			return got < 0 ? got : -EIO;
		done += got;
	}
	return done;
}

/* A copy of the pipe's first bytes, which stay there. Waits for them as splice() does. */
static ssize_t peek(int pipe, char *bytes, size_t size, unsigned flags)
{
	int copy[2];
	if (pipe2(copy, O_CLOEXEC) < 0)
		return -errno;
	ssize_t there = kernel_size(tee(pipe, copy[1], size, flags));
	if (there > 0)
		there = read_whole(copy[0], bytes, there);
	real(close)(copy[0]);
	real(close)(copy[1]);
	return there;
}

static ssize_t splice_unseen(struct socket *socket, int fd, int pipe, size_t size, unsigned flags)
{
	ssize_t moved = splice_quietly(pipe, fd, size, flags);
	if (moved > 0 && socket->is_recorded)
		journal_sent_unseen(socket, (size_t)moved);
	return moved;
}

/* Without descriptors for a copy, or when `pipe` is none, the kernel is asked alone. */
static ssize_t splice_recorded(struct socket *socket, int fd, int pipe, size_t size, unsigned flags)
{
	char bytes[PART];
	size_t done = 0;
	for (;;) {
		size_t wanted = size - done < PART ? size - done : PART;
		ssize_t there =
			peek(pipe, bytes, wanted, done > 0 ? flags | SPLICE_F_NONBLOCK : flags);
		bool is_answer = there == 0 || there == -EAGAIN || there == -EINTR;
		if (there <= 0 && done > 0)
			return (ssize_t)done;
		if (there <= 0)
			return is_answer ? there : splice_unseen(socket, fd, pipe, size, flags);
		struct iovec buffer = { bytes, (size_t)there };
		struct journal_stream *record = journal_stream(socket, &buffer, (size_t)there);
		ssize_t moved = splice_quietly(pipe, fd, (size_t)there, flags);
		journal_stream_result(socket, record, moved);
		if (moved < 0)
			return done > 0 ? (ssize_t)done : moved;
		done += (size_t)moved;
		if (moved < there || done == size)
			return (ssize_t)done;
	}
}

/* TCP takes the first bytes after its peer's end, and nobody gets them. */
static ssize_t send_to_nobody(struct socket *socket, int fd, int pipe, size_t size, int error)
{
	char bytes[PART];
	int there = 0;
	real(ioctl)(pipe, FIONREAD, &there);
	size_t wanted = (size_t)there < size ? (size_t)there : size;
	if (wanted > PART)
		wanted = PART;
	ssize_t result = stream_send_failed(socket, fd, error, wanted, 0);
	return result > 0 ? read_whole(pipe, bytes, result) : result;
}

ssize_t stream_splice(struct socket *socket, int fd, int pipe, size_t size, unsigned flags)
{
	ssize_t moved = socket->is_recorded ? splice_recorded(socket, fd, pipe, size, flags)
	                                    : splice_unseen(socket, fd, pipe, size, flags);
	if (moved == -EPIPE || moved == -ENOTCONN)
		return send_to_nobody(socket, fd, pipe, size, (int)-moved);
	return moved;
}
