/* Who may have a port: binding the real socket to its name, and finding the names that answer for
 * a destination. TCP, UDP and UDP-Lite differ only in the kind of their names. */
#ifndef SOCKETWRAP_PORT_H
#define SOCKETWRAP_PORT_H

#include "name.h"
#include "socket.h"

/* Binds the real socket and keeps where; picks a port when `endpoint->port` is 0 and stores it there.
 * 0, -EADDRINUSE; -EINVAL when another thread or process has bound it, and is done with that. */
int port_bind(struct socket *socket, int fd, uint16_t host, struct endpoint *endpoint);
/* The same without a name for the real socket: whether the port is free now, and which. */
int port_find_free(struct socket *socket, uint16_t host, struct endpoint *endpoint);

/* The names that may answer for `destination` on `host`, most specific first; one after the
 * other, so that the usual first hit costs one name. Start with a walk that is zero but for its
 * seed; false when there is none left. */
struct port_walk {
	uint8_t form; /* index into the forms of the address */
	uint8_t step; /* slots tried of this form */
	bool has_shared;
	uint32_t slots, turn;
	uint32_t seed; /* spreads UDP senders over the sockets of a SO_REUSEPORT group */
};
bool port_walk_next(struct port_walk *walk, const struct network *network, enum name_kind kind,
                    uint16_t host, const struct endpoint *destination, struct name *name);

#endif
