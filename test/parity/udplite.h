/* What the programs about UDP-Lite share. */
#ifndef UDPLITE_H
#define UDPLITE_H

#include "parity.h"
#include "passing.h"

enum { SEND_COVERAGE = 10, RECEIVE_COVERAGE = 11 }; /* linux/udp.h, UDPLITE_SEND_CSCOV … */

static inline int lite_unbound(int family)
{
	return MUST(socket(family, SOCK_DGRAM, IPPROTO_UDPLITE));
}

static inline int lite_socket(const char *ip)
{
	int fd = lite_unbound(family_of(ip));
	MUST(bind_to(fd, ip, 0));
	return fd;
}

static inline void say_kind(const char *label, int fd)
{
	say("%s: domain %d type %d protocol %d", label, option_of(fd, SOL_SOCKET, SO_DOMAIN),
	    option_of(fd, SOL_SOCKET, SO_TYPE), option_of(fd, SOL_SOCKET, SO_PROTOCOL));
}

#endif
