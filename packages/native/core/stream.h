/* TCP streams: the kernel carries the bytes, only what happens at their ends needs translating. */
#ifndef SOCKETWRAP_STREAM_H
#define SOCKETWRAP_STREAM_H

#include "socket.h"

/* After a send of `size` bytes failed with `error`: what TCP would have returned. */
ssize_t stream_send_failed(struct socket *socket, int fd, int error, size_t size, int flags);
/* After a receive gave nothing (`result` 0 for the end, or -errno): what TCP would have returned. */
ssize_t stream_receive_ended(struct socket *socket, ssize_t result);

/* For the journal's sums; one test when nothing is recorded. */
static inline void stream_count_received(struct socket *socket, size_t size, int flags)
{
	if (socket->is_recorded && (flags & MSG_PEEK) == 0)
		atomic_fetch_add_explicit(&socket->received, size, memory_order_relaxed);
}

ssize_t stream_send(struct socket *socket, int fd, const struct msghdr *message, int flags);
ssize_t stream_receive(struct socket *socket, int fd, struct msghdr *message, int flags);

/* The whole of a message's buffers; -EINVAL when that is no size. */
ssize_t message_size(const struct msghdr *message);

#endif
