/* Which sockets there are on a network: TCP, UDP and UDP-Lite are ours, a few families stay the kernel's, and the
 * rest would go past the network. */
#ifndef SOCKETWRAP_SOCKET_KIND_H
#define SOCKETWRAP_SOCKET_KIND_H

#include <stdbool.h>

#include "context.h"

/* Sockets that stay within the machine, whoever makes them. */
bool socket_family_is_free(int family);
/* What a socket of another family comes to: its protocol, it is ours; or -errno, as from a kernel or for a user
 * without it, and noted when it would have worked. `type` is without flags. */
int socket_kind_check(struct context context, int family, int type, int protocol);

#endif
