#include "udp_peer.h"

#include <string.h>

#include "network_file.h"
#include "shared_bytes.h"

static struct udp_peer *find(struct network_file *file, uint64_t home, uint64_t key)
{
	for (uint64_t i = 0; i < UDP_PEER_STEPS; i++) {
		struct udp_peer *entry = &file->udp_peers[(home + i) % UDP_PEERS_MAX];
		if (atomic_load_explicit(&entry->key, memory_order_acquire) == key)
			return entry;
	}
	return NULL;
}

static bool is_empty(const struct network *network)
{
	return atomic_load_explicit(&network->file->udp_peer_count, memory_order_acquire) == 0;
}

static void store_peer(struct udp_peer *entry, const struct endpoint *peer)
{
	uint32_t words[sizeof(entry->words) / sizeof(*entry->words)] = { 0 };
	_Static_assert(sizeof(*peer) <= sizeof(words), "the words have room");
	memcpy(words, peer, sizeof(*peer));
	shared_store(entry->words, words, sizeof(words));
}

static void load_peer(const struct udp_peer *entry, struct endpoint *peer)
{
	uint32_t words[sizeof(entry->words) / sizeof(*entry->words)];
	shared_load(words, entry->words, sizeof(words));
	memcpy(peer, words, sizeof(*peer));
}

/* Only the socket's own process writes its entry; a free one is taken by its key. */
bool udp_peer_set(struct network *network, uint64_t name_hash, const struct endpoint *peer)
{
	udp_peer_forget(network, name_hash);
	for (;;) {
		struct udp_peer *entry = find(network->file, name_hash, 0);
		uint64_t expected = 0;
		if (entry == NULL)
			return false;
		if (!atomic_compare_exchange_strong(&entry->key, &expected, UINT64_MAX))
			continue;
		store_peer(entry, peer);
		atomic_fetch_add(&network->file->udp_peer_count, 1);
		atomic_store_explicit(&entry->key, name_hash, memory_order_release);
		return true;
	}
}

bool udp_peer_get(const struct network *network, uint64_t name_hash, struct endpoint *peer)
{
	struct udp_peer *entry =
		is_empty(network) ? NULL : find(network->file, name_hash, name_hash);
	if (entry == NULL)
		return false;
	load_peer(entry, peer);
	return atomic_load(&entry->key) == name_hash;
}

void udp_peer_forget(struct network *network, uint64_t name_hash)
{
	struct udp_peer *entry =
		is_empty(network) ? NULL : find(network->file, name_hash, name_hash);
	if (entry != NULL && atomic_compare_exchange_strong(&entry->key, &name_hash, 0))
		atomic_fetch_sub(&network->file->udp_peer_count, 1);
}
