/* A host's entry in the shared file. */
#ifndef SOCKETWRAP_HOST_ENTRY_H
#define SOCKETWRAP_HOST_ENTRY_H

#include "network_file.h"

/* NULL for an entry that is free or damaged, or whose host was removed. */
struct host_entry *host_entry_alive(const struct network *network, uint16_t index);
int host_entry_address_count(const struct host_entry *entry); /* HOST_ADDRESSES_MAX at most */

/* Under network_lock. One that has no room stays as it is. */
void host_entry_add_address(struct host_entry *entry, const struct address *address);
void host_entry_remove_address(struct host_entry *entry, const struct address *address);

/* Gives an address that nobody has to the test host, which binds there. The host that has it in the
 * end, or -ENOSPC. Takes the lock itself. */
int host_add_dynamic_address(struct network *network, const struct address *address);

#endif
