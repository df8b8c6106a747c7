/* What hosts contribute to the names of their network. Names are in lower case. */
#ifndef SOCKETWRAP_NAMES_HOST_H
#define SOCKETWRAP_NAMES_HOST_H

#include "names.h"
#include "network.h"

/* -1 when no host has the name. The names that a program takes for its machine's mean the host that it is
 * on. */
int names_host_find(struct context context, const char *name);
/* Without the addresses that came with a bind. Their number. */
int names_host_addresses(struct context context, int host, int family,
                         struct address addresses[HOST_ADDRESSES_MAX]);
/* False when no host has the address, apart from a bind. */
bool names_host_reverse(struct context context, const struct address *address,
                        char name[HOST_NAME_SIZE]);
/* The longest end of the name, from a label on, that a host's name has too: its length. */
size_t names_host_enclosing(const struct network *network, const char *name);

#endif
