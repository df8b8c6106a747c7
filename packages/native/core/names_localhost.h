/* RFC 6761, 6.3: "localhost" and all below it mean the own loopback, whatever tables say. */
#ifndef SOCKETWRAP_NAMES_LOCALHOST_H
#define SOCKETWRAP_NAMES_LOCALHOST_H

#include "address.h"

bool names_is_localhost(const char *name);
/* Whether the name is that of a loopback address. */
bool names_is_localhost_reverse(const char *name);
/* Their number, 0 or 1. */
int names_localhost_addresses(const char *name, int family, struct address *address);

#endif
