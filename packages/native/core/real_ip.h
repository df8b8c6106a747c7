/* What the policy lets out is carried by the kernel's own IP: the virtual socket becomes a real one, for
 * good. `socket` is gone afterwards, and its descriptors are not ours any more. */
#ifndef SOCKETWRAP_REAL_IP_H
#define SOCKETWRAP_REAL_IP_H

#include "socket.h"

/* As the calls of the same names, on the real socket; -errno. When it cannot be made, the virtual one
 * stays as it is. The options that the program has set go along, and where it can the endpoint. */
int real_ip_connect(struct socket *socket, int fd, const struct sockaddr *address,
                    socklen_t length);
ssize_t real_ip_send(struct socket *socket, int fd, const struct msghdr *message, int flags);
int real_ip_bind(struct socket *socket, int fd, const struct sockaddr *address, socklen_t length);

#endif
