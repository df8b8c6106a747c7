/* Names to addresses and back, for a program on a network. Nothing outside of it is asked. */
#ifndef SOCKETWRAP_HOST_LOOKUP_H
#define SOCKETWRAP_HOST_LOOKUP_H

#include <stdbool.h>

#include "address.h"
#include "context.h"
#include "network.h"

enum { LOOKUP_ADDRESSES_MAX = 64 };

/* The addresses behind a name, in the order in which programs should try them: their number, or
 * -ENOENT (which is noted for the test's report). Numbers are no names. */
int host_lookup(struct context context, const char *name,
                struct address addresses[LOOKUP_ADDRESSES_MAX]);
/* False when no host has the address. */
bool host_reverse_lookup(struct context context, const struct address *address,
                         char name[HOST_NAME_SIZE]);

#endif
