/* What UDP-Lite (RFC 3828) has beside UDP: a checksum that covers a part of a datagram only. Nothing is ever
 * damaged on a network, so what is left of it is the filter of receivers (net/ipv4/udp.c). */
#ifndef SOCKETWRAP_UDPLITE_H
#define SOCKETWRAP_UDPLITE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "datagram.h"
#include "socket.h"

enum { UDPLITE_HEADER_SIZE = 8 };

/* How much of a datagram with so much payload the checksum covers, from its header on; 0: all of it. */
uint16_t udplite_coverage(const struct socket *sender, size_t payload);
/* Whether it covers as much as the receiver asks for. */
bool udplite_covers(const struct socket *receiver, const struct datagram_header *header);

#endif
