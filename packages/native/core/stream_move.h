/* sendfile(2) and splice(2) onto a TCP socket. The kernel moves the bytes, and answers with a unix
 * socket's errors; on a network that records, the journal gets the bytes first. A count, or -errno. */
#ifndef SOCKETWRAP_STREAM_MOVE_H
#define SOCKETWRAP_STREAM_MOVE_H

#include "socket.h"

/* As sendfile64(): with an offset, that one moves and not the file's position. */
ssize_t stream_send_file(struct socket *socket, int fd, int file, off64_t *offset, size_t size);
/* As splice() from a pipe, without offsets. */
ssize_t stream_splice(struct socket *socket, int fd, int pipe, size_t size, unsigned flags);

#endif
