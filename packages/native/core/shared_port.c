#include "shared_port.h"

#include "network_file.h"

static uint64_t key_of(const struct network *network, enum name_kind kind, enum name_form form,
                       uint16_t host, const struct endpoint *endpoint)
{
	struct name name;
	name_make_bound(&name, network, kind, form, host, SLOT_ALONE, endpoint);
	return name_hash(&name);
}

static struct shared_port *probe(struct network_file *file, uint64_t key, bool wants_free)
{
	for (uint32_t i = 0; i < SHARED_PORTS_MAX; i++) {
		struct shared_port *entry = &file->shared_ports[(key + i) % SHARED_PORTS_MAX];
		uint64_t found = atomic_load(&entry->key);
		if (found == key || (found == 0 && wants_free))
			return entry;
		if (found == 0)
			return NULL;
	}
	return NULL;
}

struct shared_port *shared_port_find(const struct network *network, enum name_kind kind,
                                     enum name_form form, uint16_t host,
                                     const struct endpoint *endpoint)
{
	if (atomic_load_explicit(&network->file->shared_port_count, memory_order_relaxed) == 0)
		return NULL;
	return probe(network->file, key_of(network, kind, form, host, endpoint), false);
}

struct shared_port *shared_port_add(struct network *network, enum name_kind kind,
                                    enum name_form form, uint16_t host,
                                    const struct endpoint *endpoint)
{
	uint64_t key = key_of(network, kind, form, host, endpoint);
	struct shared_port *entry = probe(network->file, key, true);
	if (entry != NULL && atomic_load(&entry->key) == 0) {
		atomic_store(&entry->key, key);
		atomic_fetch_add(&network->file->shared_port_count, 1);
	}
	return entry;
}
