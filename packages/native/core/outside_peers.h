/* Who has sent datagrams from outside to this process: whom the policy lets in may be answered. The last
 * few hundred are kept. Without a lock, also in signal handlers. */
#ifndef SOCKETWRAP_OUTSIDE_PEERS_H
#define SOCKETWRAP_OUTSIDE_PEERS_H

#include <stdbool.h>

#include "address.h"

void outside_peers_add(int fd, const struct endpoint *peer);
bool outside_peers_has(int fd, const struct endpoint *peer);

#endif
