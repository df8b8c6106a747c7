#include "host_entry.h"

#include "shared_bytes.h"

struct host_entry *host_entry_alive(const struct network *network, uint16_t index)
{
	if (index >= HOSTS_MAX)
		return NULL;
	struct host_entry *entry = &network->file->hosts[index];
	bool is_alive = atomic_load_explicit(&entry->is_alive, memory_order_acquire) != 0;
	return is_alive && entry->name[HOST_NAME_SIZE - 1] == '\0' ? entry : NULL;
}

int host_entry_address_count(const struct host_entry *entry)
{
	uint32_t count = atomic_load_explicit(&entry->address_count, memory_order_acquire);
	return count < HOST_ADDRESSES_MAX ? (int)count : HOST_ADDRESSES_MAX;
}

void host_entry_add_address(struct host_entry *entry, const struct address *address)
{
	int count = host_entry_address_count(entry);
	if (count == HOST_ADDRESSES_MAX)
		return;
	shared_store(&entry->addresses[count], address, sizeof(*address));
	atomic_store(&entry->address_count, (uint32_t)count + 1);
}

/* The last one takes the place, so that readers never see an address that the host has not. */
void host_entry_remove_address(struct host_entry *entry, const struct address *address)
{
	int count = host_entry_address_count(entry);
	for (int i = 0; i < count; i++) {
		if (!address_equal(&entry->addresses[i], address))
			continue;
		shared_store(&entry->addresses[i], &entry->addresses[count - 1], sizeof(*address));
		atomic_store(&entry->address_count, (uint32_t)count - 1);
		return;
	}
}
