/* Which names gave which addresses on a network: rules of the policy that have a name hold for them,
 * and a notice calls a destination by its name. The last LOOKUPS_MAX pairs are kept. */
#ifndef SOCKETWRAP_LOOKUPS_H
#define SOCKETWRAP_LOOKUPS_H

#include <stdbool.h>
#include <stddef.h>

#include "address.h"
#include "context.h"

enum { LOOKUP_NAME_SIZE = 256 };

/* The name was looked up and the address is one of its answers, a real or a made one. What belongs to
 * a host is not kept, since no such address ever leaves. Async-signal-safe. */
void lookups_add(struct context context, const char *name, const struct address *address);
/* The name that gave the address last; false and "" when none did. */
bool lookups_name_of(struct context context, const struct address *address,
                     char name[LOOKUP_NAME_SIZE]);
/* Whether a name that the pattern describes (text_matches()) gave the address. */
bool lookups_gave(struct context context, const char *pattern, size_t length,
                  const struct address *address);

/* Lower case, without the dot at the end; false when it is too long, or empty. */
bool lookups_normalise(const char *name, char normal[LOOKUP_NAME_SIZE]);

#endif
