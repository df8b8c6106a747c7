/* Names that the policy lets through are looked up by the machine's own name servers, on real sockets. */
#ifndef SOCKETWRAP_DNS_FORWARD_H
#define SOCKETWRAP_DNS_FORWARD_H

#include <sys/types.h>

#include "resolver.h"

/* The name servers of the machine's /etc/resolv.conf. */
struct resolver dns_forward_servers(void);
/* The size of the answer to a message, by IPPROTO_UDP or IPPROTO_TCP, or -errno. Blocks; async-signal-safe. */
ssize_t dns_forward(const struct resolver *servers, int protocol, const uint8_t *query, size_t size,
                    uint8_t *answer, size_t room);

#endif
