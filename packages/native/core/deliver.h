/* Getting one datagram into the queues of those who should have it. */
#ifndef SOCKETWRAP_DELIVER_H
#define SOCKETWRAP_DELIVER_H

#include <sys/uio.h>

#include "datagram.h"
#include "name.h"
#include "socket.h"

struct parcel {
	struct datagram_header header;
	const struct iovec *buffers; /* header first, then the payload */
	size_t buffer_count;
};

/* To the socket with that name; what its queue has no room for waits or is dropped.
 * 0, or -ECONNREFUSED when there is no such socket. */
int deliver_to_name(struct socket *sender, int fd, const struct name *name,
                    const struct parcel *parcel);
/* To whoever answers for the destination: 0, -ECONNREFUSED, -ENETUNREACH. */
int deliver_unicast(struct socket *sender, int fd, const struct parcel *parcel);
/* Whether a socket of the sender's own host takes datagrams there. */
bool deliver_has_receiver(const struct socket *sender, const struct endpoint *destination);
void deliver_broadcast(struct socket *sender, int fd, const struct parcel *parcel);
void deliver_multicast(struct socket *sender, int fd, const struct parcel *parcel);
bool address_is_network_broadcast(const struct address *address);

#endif
