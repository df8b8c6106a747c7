#include "shared_port.h"

#include "network_file.h"

static uint64_t key_of(const struct network *network, enum name_kind kind, enum name_form form,
                       uint16_t host, const struct endpoint *endpoint)
{
	struct name name;
	name_make_bound(&name, network, kind, form, host, SLOT_ALONE, endpoint);
	return name_hash(&name);
}

struct shared_port *shared_port_find(const struct network *network, enum name_kind kind,
                                     enum name_form form, uint16_t host,
                                     const struct endpoint *endpoint)
{
	if (atomic_load_explicit(&network->file->shared_port_count, memory_order_relaxed) == 0)
		return NULL;
	uint64_t key = key_of(network, kind, form, host, endpoint), found = 1;
	for (uint32_t i = 0; i < SHARED_PORTS_MAX && found != 0; i++) {
		struct shared_port *entry =
			&network->file->shared_ports[(key + i) % SHARED_PORTS_MAX];
		found = atomic_load(&entry->key);
		if (found == key)
			return entry;
	}
	return NULL;
}

static bool is_abandoned(const struct network *network, const struct shared_port *entry)
{
	uint32_t slots = atomic_load(&entry->slots);
	for (uint8_t slot = 0; slot <= SLOT_SHARED_LAST; slot++) {
		struct name name;
		if ((slots & 1u << slot) == 0)
			continue;
		name_make_bound(&name, network, (enum name_kind)entry->kind,
		                (enum name_form)entry->form, entry->host, slot, &entry->endpoint);
		if (!name_is_free(&name, entry->kind == NAME_TCP ? SOCK_STREAM : SOCK_DGRAM))
			return false;
	}
	return true;
}

/* The first entry that nobody needs on the way of the key's probe. */
static struct shared_port *find_room(const struct network *network, uint64_t key)
{
	for (uint32_t i = 0; i < SHARED_PORTS_MAX; i++) {
		struct shared_port *entry =
			&network->file->shared_ports[(key + i) % SHARED_PORTS_MAX];
		if (atomic_load(&entry->key) == 0 || is_abandoned(network, entry))
			return entry;
	}
	return NULL;
}

struct shared_port *shared_port_add(struct network *network, enum name_kind kind,
                                    enum name_form form, uint16_t host,
                                    const struct endpoint *endpoint)
{
	struct shared_port *entry = shared_port_find(network, kind, form, host, endpoint);
	if (entry != NULL)
		return entry;
	uint64_t key = key_of(network, kind, form, host, endpoint);
	entry = find_room(network, key);
	if (entry == NULL)
		return NULL;
	/* Whoever reads the old key meanwhile finds that nobody is there, which is so. */
	atomic_store(&entry->slots, 0);
	atomic_store(&entry->is_spread, 0);
	entry->host = host;
	entry->kind = (uint8_t)kind;
	entry->form = (uint8_t)form;
	entry->endpoint = *endpoint;
	if (atomic_exchange(&entry->key, key) == 0)
		atomic_fetch_add(&network->file->shared_port_count, 1);
	return entry;
}
