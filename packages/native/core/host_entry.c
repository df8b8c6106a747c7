#include "host_entry.h"

#include "shared_bytes.h"

struct host_entry *host_entry_alive(const struct network *network, uint16_t index)
{
	if (index >= HOSTS_MAX)
		return NULL;
	struct host_entry *entry = &network->file->hosts[index];
	return atomic_load_explicit(&entry->is_alive, memory_order_acquire) ? entry : NULL;
}

void host_entry_add_address(struct host_entry *entry, const struct address *address)
{
	uint32_t count = atomic_load(&entry->address_count);
	shared_store(&entry->addresses[count], address, sizeof(*address));
	atomic_store(&entry->address_count, count + 1);
}

/* The last one takes the place, so that readers never see an address that the host has not. */
void host_entry_remove_address(struct host_entry *entry, const struct address *address)
{
	uint32_t count = atomic_load(&entry->address_count);
	for (uint32_t i = 0; i < count; i++) {
		if (!address_equal(&entry->addresses[i], address))
			continue;
		shared_store(&entry->addresses[i], &entry->addresses[count - 1], sizeof(*address));
		atomic_store(&entry->address_count, count - 1);
		return;
	}
}
