/* The sockets of the stub resolver: virtual ones, which wait until a deadline. */
#ifndef SOCKETWRAP_STUB_SOCKET_H
#define SOCKETWRAP_STUB_SOCKET_H

#include <sys/types.h>

#include "address.h"
#include "context.h"

/* A socket that is connected to the server, or -errno. */
int stub_open(struct context context, const struct endpoint *server, int type);
void stub_close(int fd);
uint64_t stub_clock_ms(void);
/* Until the socket can be read. 0, or -ETIMEDOUT. Signals do not end it. */
int stub_await(int fd, uint64_t deadline_ms);
/* Sends a message over a stream (RFC 7766) and receives one: its size, or -errno. One for which there is no
 * room is cut, and says so. */
ssize_t stub_exchange(int fd, const uint8_t *query, size_t size, uint8_t *answer, size_t room,
                      uint64_t deadline_ms);

#endif
