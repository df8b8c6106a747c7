/* Who stands in the way of a socket that wants a port: a wildcard and a specific address exclude
 * each other, though their names differ. */
#ifndef SOCKETWRAP_PORT_RIVAL_H
#define SOCKETWRAP_PORT_RIVAL_H

#include "name.h"
#include "socket.h"

/* A socket that has come to a port, and what its rivals' names are made of. */
struct bid {
	const struct socket *socket;
	struct network *network;
	uint16_t host;
	uint16_t port;
	bool is_shared;
};

enum name_kind bid_kind(const struct bid *bid);
bool bid_shares_port(const struct socket *socket);
/* Somebody holds this very name, in a slot that excludes the bidder. */
bool bid_has_rival_at(const struct bid *bid, enum name_form form, const struct address *address);
/* Somebody holds another name that covers the address. The same name is left to the kernel, which
 * refuses it when the socket binds. */
bool bid_has_rival(const struct bid *bid, enum name_form form, const struct address *address);

#endif
