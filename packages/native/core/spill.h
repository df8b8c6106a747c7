/* Datagrams for which the kernel's queue had no room (ten by default) wait in the network's file.
 *
 * Whoever adds to a spill also tries to move its head into the queue, under the lock; so while a
 * spill is not empty its receiver's queue has been seen full, the receiver is readable, and its
 * next receive moves the rest. */
#ifndef SOCKETWRAP_SPILL_H
#define SOCKETWRAP_SPILL_H

#include <sys/uio.h>

#include "name.h"

/* Whether datagrams wait for this name, so that a new one must queue behind them. */
bool spill_has(const struct network *network, const struct name *receiver);
/* Adds a datagram, or drops it when the receiver has a UDP buffer full of them.
 * -ECONNREFUSED when the receiver is gone. */
int spill_add(struct network *network, const struct name *receiver, const struct iovec *buffers,
              size_t count);
/* Moves what waits for the receiver into its own queue, through its own socket. */
void spill_refill(struct network *network, const struct name *receiver, int fd);
/* Throws away what waits for an earlier owner of the name. */
void spill_purge(struct network *network, const struct name *receiver);

#endif
