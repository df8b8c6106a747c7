/* The network answers on port 53 of every address, owned or not, where nobody listens: in the program that asks,
 * with no server. */
#ifndef SOCKETWRAP_DNS_SERVE_H
#define SOCKETWRAP_DNS_SERVE_H

#include <stdbool.h>

#include "deliver.h"
#include "socket.h"

/* Whether it would, there; not where a rule of the policy names the port, for a real name server. */
bool dns_serves(struct context context, int protocol, const struct endpoint *destination);
/* Puts the answer to a datagram that nobody took into its sender's own queue. False when nobody answers. */
bool dns_serve_datagram(struct socket *sender, int fd, const struct parcel *query);
/* Connects a stream that nobody took, whose real socket has its name: 0 or -ECONNREFUSED. */
int dns_serve_connection(struct socket *client, int fd);

#endif
