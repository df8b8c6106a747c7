/* Who is a member of which multicast group. Members of bound sockets stand in the network's file,
 * by the name of the socket, where any sender finds them. A close does not take them out, because
 * another process may hold the socket too: the next sender does, or the next binder of the name. */
#ifndef SOCKETWRAP_MULTICAST_H
#define SOCKETWRAP_MULTICAST_H

#include <stdbool.h>
#include <stdint.h>

#include "address.h"
#include "network_file.h"

struct socket;

/* `interface` 0 means "eth0". 0, -EINVAL (no multicast address), -ENODEV (no such interface),
 * -EADDRINUSE (joined before) or -ENOBUFS. */
int multicast_join(struct socket *socket, const struct address *group, unsigned interface);
/* 0, or -EADDRNOTAVAIL when the socket is no member there; `interface` 0: of any. */
int multicast_leave(struct socket *socket, const struct address *group, unsigned interface);
/* The socket has a name from now on: what it joined before comes into force. */
void multicast_socket_bound(struct socket *socket);
/* Copies the next member of a group on a port, from `*cursor` (0 at first) on; its index is then
 * `*cursor - 1`. False after the last one. Without a lock: the member may just have left. */
bool multicast_member_next(const struct network *network, const struct address *group,
                           uint16_t port, int *cursor, struct member *member);
/* Whether what `sender` sends leaves through an interface that leads to the member. */
bool multicast_reaches(const struct socket *sender, const struct member *member);
/* A sender found that nobody holds the member's name any more. */
void multicast_forget(struct network *network, int index);

#endif
