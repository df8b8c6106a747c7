#include "outside_peers.h"

#include <stdatomic.h>

enum { PEERS_MAX = 512 };

static _Atomic uint64_t peers[PEERS_MAX];
static _Atomic uint32_t next_peer;

/* Never 0, which is an entry without a peer. */
static uint64_t key_of(int fd, const struct endpoint *peer)
{
	return (uint64_t)address_hash(&peer->address) << 32 | (uint64_t)peer->port << 16 |
	       ((uint32_t)fd & 0x7fff) << 1 | 1;
}

bool outside_peers_has(int fd, const struct endpoint *peer)
{
	uint64_t key = key_of(fd, peer);
	uint32_t count = atomic_load_explicit(&next_peer, memory_order_relaxed);
	for (uint32_t i = 0; i < count && i < PEERS_MAX; i++)
		if (atomic_load_explicit(&peers[i], memory_order_relaxed) == key)
			return true;
	return false;
}

void outside_peers_add(int fd, const struct endpoint *peer)
{
	if (outside_peers_has(fd, peer))
		return;
	uint32_t index = atomic_fetch_add(&next_peer, 1) % PEERS_MAX;
	atomic_store_explicit(&peers[index], key_of(fd, peer), memory_order_relaxed);
}
