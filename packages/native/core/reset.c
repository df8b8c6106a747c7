#include "reset.h"

#include "name.h"
#include "network_file.h"

/* A connection is known by its client's name; the lowest bit says which side reset it. */
static uint64_t key_of(const struct socket *socket, bool is_by_server)
{
	struct name name;
	if (socket->is_server_side)
		name_make_connection(&name, socket->context.network, socket->peer_host,
		                     &socket->remote, &socket->local);
	else
		name_make_connection(&name, socket->context.network, socket->context.host,
		                     &socket->local, &socket->remote);
	return (name_hash(&name) | 1) - (is_by_server ? 0 : 1);
}

void reset_record(struct socket *socket)
{
	struct network_file *file = socket->context.network->file;
	uint32_t index = atomic_fetch_add(&file->next_reset, 1);
	atomic_store(&file->resets[index % RESETS_MAX], key_of(socket, socket->is_server_side));
}

/* Where the peer's reset is noted, or NULL. */
static _Atomic uint64_t *find(const struct socket *socket, uint64_t *key)
{
	struct network_file *file = socket->context.network->file;
	uint32_t count = atomic_load_explicit(&file->next_reset, memory_order_relaxed);
	if (count == 0 || socket->has_seen_reset)
		return NULL;
	*key = key_of(socket, !socket->is_server_side);
	for (uint32_t i = 0; i < RESETS_MAX && i < count; i++)
		if (atomic_load_explicit(&file->resets[i], memory_order_relaxed) == *key)
			return &file->resets[i];
	return NULL;
}

void reset_forget(const struct socket *socket)
{
	struct network_file *file = socket->context.network->file;
	uint32_t count = atomic_load_explicit(&file->next_reset, memory_order_relaxed);
	if (count == 0)
		return;
	uint64_t by_server = key_of(socket, true);
	for (uint32_t i = 0; i < RESETS_MAX && i < count; i++) {
		uint64_t key = atomic_load_explicit(&file->resets[i], memory_order_relaxed);
		if ((key | 1) == by_server)
			atomic_compare_exchange_strong(&file->resets[i], &key, 0);
	}
}

bool reset_is_recorded(const struct socket *socket)
{
	uint64_t key;
	return find(socket, &key) != NULL;
}

bool reset_was_recorded(struct socket *socket)
{
	uint64_t key;
	_Atomic uint64_t *entry = find(socket, &key);
	if (entry == NULL || !atomic_compare_exchange_strong(entry, &key, 0))
		return false;
	socket->has_seen_reset = true;
	return true;
}
