/* Asks name servers over the network, as libc's own resolver does. Blocks. */
#ifndef SOCKETWRAP_STUB_RESOLVER_H
#define SOCKETWRAP_STUB_RESOLVER_H

#include <sys/types.h>

#include "names.h"
#include "resolver.h"

/* The size of the answer to a message, or -ETIMEDOUT, -ECONNREFUSED (nobody is there), -EMSGSIZE (the
 * message is none). A server that cannot answer is as good as none. */
ssize_t stub_send(struct context context, const struct resolver *resolver, const uint8_t *query,
                  size_t size, uint8_t *answer, size_t room);

/* As names_lookup() and names_reverse(), by the servers. */
enum names_result stub_lookup(struct context context, const struct resolver *resolver,
                              const char *name, int family, struct names_addresses *found);
enum names_result stub_reverse(struct context context, const struct resolver *resolver,
                               const struct address *address, struct names_pointer *found);

#endif
