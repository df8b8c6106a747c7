/* Which host has an address: a table in the shared file. Finding takes no lock. */
#ifndef SOCKETWRAP_CLAIM_H
#define SOCKETWRAP_CLAIM_H

#include "network.h"

/* The host, or -ENOENT. */
int claim_find(const struct network *network, const struct address *address);

/* The rest runs under network_lock. */
bool claim_is_free(const struct network *network,
                   const struct address *address); /* or only dynamic */
/* Takes over a dynamic claim. 0 or -ENOSPC. Leaves the hosts' lists of addresses to the caller. */
int claim_add(struct network *network, const struct address *address, uint16_t host,
              uint32_t flags);
void claim_remove(struct network *network, const struct address *address);

#endif
