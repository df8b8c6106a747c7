#include "claim.h"

#include <errno.h>

#include "network_file.h"
#include "shared_bytes.h"

enum { CLAIM_MASK = CLAIMS_MAX - 1 };

/* The owner plus one, when the claim is for that address; 0 otherwise. A slot that is being reused
 * changes its owner around its address, so an unchanged owner means that the address is the owner's. */
static uint32_t owner_if_for(struct claim *claim, uint32_t owner, const struct address *address)
{
	while (owner != 0 && owner <= HOSTS_MAX) {
		struct address claimed;
		shared_load(&claimed, &claim->address, sizeof(claimed));
		uint32_t owner_now = atomic_load(&claim->host_plus_one);
		if (owner_now == owner)
			return address_equal(&claimed, address) ? owner : 0;
		owner = owner_now;
	}
	return 0;
}

/* The address's claim, or NULL; `*room`, unless NULL, is then the slot where it may go. */
static struct claim *search(const struct network *network, const struct address *address,
                            struct claim **room)
{
	struct claim *claims = network->file->claims;
	struct claim *removed = NULL;
	uint32_t start = address_hash(address);
	for (uint32_t step = 0; step < CLAIMS_MAX; step++) {
		struct claim *claim = &claims[(start + step) & CLAIM_MASK];
		uint32_t owner = atomic_load_explicit(&claim->host_plus_one, memory_order_acquire);
		if (owner == CLAIM_REMOVED && removed == NULL)
			removed = claim;
		if (owner == 0) {
			if (room != NULL)
				*room = removed != NULL ? removed : claim;
			return NULL;
		}
		if (owner_if_for(claim, owner, address) != 0)
			return claim;
	}
	if (room != NULL)
		*room = removed;
	return NULL;
}

int claim_find(const struct network *network, const struct address *address)
{
	struct claim *claim = search(network, address, NULL);
	if (claim == NULL)
		return -ENOENT;
	uint32_t owner = atomic_load_explicit(&claim->host_plus_one, memory_order_acquire);
	return owner == 0 || owner > HOSTS_MAX ? -ENOENT : (int)owner - 1;
}

bool claim_is_free(const struct network *network, const struct address *address)
{
	struct claim *claim = search(network, address, NULL);
	return claim == NULL || (atomic_load(&claim->flags) & CLAIM_IS_DYNAMIC) != 0;
}

int claim_add(struct network *network, const struct address *address, uint16_t host, uint32_t flags)
{
	struct claim *room = NULL;
	struct claim *claim = search(network, address, &room);
	if (claim == NULL) {
		if (room == NULL)
			return -ENOSPC;
		claim = room;
		shared_store(&claim->address, address, sizeof(*address));
	}
	atomic_store(&claim->flags, flags);
	atomic_store(&claim->host_plus_one, host + 1u);
	return 0;
}

/* Removed claims at the end of a probe are free again, so that probes stay short. */
static void free_removed_before(struct claim *claims, uint32_t end)
{
	for (uint32_t at = (end - 1) & CLAIM_MASK; at != end; at = (at - 1) & CLAIM_MASK) {
		if (atomic_load(&claims[at].host_plus_one) != CLAIM_REMOVED)
			return;
		atomic_store(&claims[at].host_plus_one, 0);
	}
}

void claim_remove(struct network *network, const struct address *address)
{
	struct claim *claims = network->file->claims;
	struct claim *claim = search(network, address, NULL);
	if (claim == NULL)
		return;
	atomic_store(&claim->host_plus_one, CLAIM_REMOVED);
	uint32_t next = (uint32_t)(claim - claims + 1) & CLAIM_MASK;
	if (atomic_load(&claims[next].host_plus_one) == 0)
		free_removed_before(claims, next);
}
