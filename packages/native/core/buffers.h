/* The buffers of a message as one piece of memory: for little data, handing the kernel one address
 * is cheaper than a list of them. */
#ifndef SOCKETWRAP_BUFFERS_H
#define SOCKETWRAP_BUFFERS_H

#include <stddef.h>
#include <string.h>
#include <sys/uio.h>

/* How much there is, or `room` + 1 when it is more than that. */
static inline size_t buffers_size(const struct iovec *buffers, size_t count, size_t room)
{
	size_t size = 0;
	for (size_t i = 0; i < count; i++) {
		if (buffers[i].iov_len > room - size)
			return room + 1;
		size += buffers[i].iov_len;
	}
	return size;
}

/* Copies all of the buffers. */
static inline void buffers_gather(const struct iovec *buffers, size_t count, void *to)
{
	char *next = to;
	for (size_t i = 0; i < count; i++) {
		if (buffers[i].iov_len > 0)
			memcpy(next, buffers[i].iov_base, buffers[i].iov_len);
		next += buffers[i].iov_len;
	}
}

/* Fills the buffers with `size` bytes, as far as they have room. */
static inline void buffers_scatter(const struct iovec *buffers, size_t count, const void *from,
                                   size_t size)
{
	const char *next = from;
	for (size_t i = 0; i < count && size > 0; i++) {
		size_t part = size < buffers[i].iov_len ? size : buffers[i].iov_len;
		if (part > 0)
			memcpy(buffers[i].iov_base, next, part);
		next += part;
		size -= part;
	}
}

#endif
