/* Unix sockets by their names: those of the network's own processes and of what runs the test are free,
 * services that ordinary programs use without being asked are let through, and for others the policy
 * decides. What it does not let out is -ECONNREFUSED, and noted. */
#ifndef SOCKETWRAP_UNIX_OUTSIDE_H
#define SOCKETWRAP_UNIX_OUTSIDE_H

#include <sys/socket.h>
#include <sys/un.h>

#include "context.h"

/* As connect() on a socket of the program's; -errno. Who answers is often known only afterwards: a
 * stranger then sees a connection without a byte. */
int unix_connect(struct context context, int fd, const struct sockaddr_un *address,
                 socklen_t length);
/* Whether a datagram may be sent there: 0, or -errno. */
int unix_check_destination(struct context context, int fd, const struct sockaddr_un *address,
                           socklen_t length);

#endif
