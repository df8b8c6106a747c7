/* Descriptors that are not virtual, in a process on a network: sockets of the kernel's IP that have left it
 * (real_ip.h), also after fork, exec and passing, or that came from elsewhere; and unix sockets. A call
 * with an address in it asks the policy again; what is connected goes on. */
#ifndef SOCKETWRAP_OUTSIDE_H
#define SOCKETWRAP_OUTSIDE_H

#include <sys/socket.h>

#include "context.h"

/* As the calls of the same names; -errno. An address that is not let out is -ENETUNREACH, one where
 * nobody may come in is -EADDRNOTAVAIL, a unix socket is as in unix_outside.h; all are noted. */
int outside_connect(struct context context, int fd, const struct sockaddr *address,
                    socklen_t length);
int outside_bind(struct context context, int fd, const struct sockaddr *address, socklen_t length);
int outside_listen(struct context context, int fd, int backlog);
/* A datagram came from there: where the policy lets others in, they may be answered. */
void outside_heard(struct context context, int fd, const struct sockaddr *from, socklen_t length);
/* Whether something may be sent there: 0, or -errno. */
int outside_check_destination(struct context context, int fd, const struct sockaddr *address,
                              socklen_t length);

#endif
