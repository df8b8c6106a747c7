/* The peers of connected UDP sockets, for their senders and for those who inherit them. A unix
 * datagram socket cannot be connected for us: it would die with its peer. */
#ifndef SOCKETWRAP_UDP_PEER_H
#define SOCKETWRAP_UDP_PEER_H

#include "address.h"
#include "network.h"

/* False when there is no room; then the receiver alone filters. */
bool udp_peer_set(struct network *network, uint64_t name_hash, const struct endpoint *peer);
bool udp_peer_get(const struct network *network, uint64_t name_hash, struct endpoint *peer);
void udp_peer_forget(struct network *network, uint64_t name_hash);

#endif
