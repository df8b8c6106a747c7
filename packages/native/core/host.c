#include <errno.h>
#include <strings.h>

#include "host_entry.h"

int host_count(const struct network *network)
{
	uint32_t count = atomic_load_explicit(&network->file->host_count, memory_order_acquire);
	return count < HOSTS_MAX ? (int)count : HOSTS_MAX;
}

/* Names are compared as DNS does, without case. */
int host_find(const struct network *network, const char *name)
{
	int count = host_count(network);
	for (int index = 0; index < count; index++) {
		struct host_entry *entry = host_entry_alive(network, (uint16_t)index);
		if (entry != NULL && strcasecmp(entry->name, name) == 0)
			return index;
	}
	return -ENOENT;
}

const char *host_name(struct context context)
{
	if (context.network == NULL || context.host >= HOSTS_MAX)
		return "";
	const char *name = context.network->file->hosts[context.host].name;
	return name[HOST_NAME_SIZE - 1] == '\0' ? name : "";
}

bool host_view(const struct network *network, uint16_t index, struct host_view *view)
{
	if (index >= host_count(network))
		return false;
	struct host_entry *entry = host_entry_alive(network, index);
	if (entry == NULL)
		return false;
	view->index = index;
	view->name = entry->name;
	view->addresses = entry->addresses;
	view->address_count = host_entry_address_count(entry);
	return true;
}
