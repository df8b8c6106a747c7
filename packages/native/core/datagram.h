/* What travels over a unix datagram socket for one datagram of UDP or UDP-Lite: this header, then the payload. */
#ifndef SOCKETWRAP_DATAGRAM_H
#define SOCKETWRAP_DATAGRAM_H

#include <stdint.h>

#include "address.h"

enum datagram_kind {
	DATAGRAM_DATA = 1,
	DATAGRAM_ERROR, /* to itself: makes a connected socket readable when its peer refused */
};

struct datagram_header {
	uint64_t token; /* the network's; what lacks it comes from a stranger and is dropped */
	uint8_t kind;
	uint8_t hops; /* TTL or hop limit, as sent: there are no routers */
	uint8_t traffic_class; /* or type of service */
	uint8_t reserved;
	uint16_t source_port;
	uint16_t destination_port;
	uint16_t coverage; /* of a checksum of UDP-Lite, see udplite.h */
	uint16_t padding[3];
	struct address source;
	struct address destination;
};

enum {
	DATAGRAM_HEADER_SIZE = sizeof(struct datagram_header),
	DATAGRAM_SMALL =
		2048, /* with its header; what is no larger is sent and received in one piece */
};
_Static_assert(DATAGRAM_HEADER_SIZE == 56, "control.c subtracts it from FIONREAD");

#endif
