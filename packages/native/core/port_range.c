#include "network_file.h"

/* Inside of Linux's own range (32768–60999). Listeners and clients take from different ends, so that
 * a client's port never stands in a listener's way. */
static const struct {
	uint16_t first;
	uint16_t size;
} ranges[PORT_RANGES] = {
	[PORTS_BIND] = { 32768, 8192 },
	[PORTS_CONNECT] = { 40960, 20040 },
};

int port_range_size(enum port_range range)
{
	return ranges[range].size;
}

uint16_t host_next_port(struct context context, enum port_range range)
{
	struct host_entry *host = &context.network->file->hosts[context.host];
	uint32_t turn = atomic_fetch_add_explicit(&host->next_port[range], 1, memory_order_relaxed);
	return (uint16_t)(ranges[range].first + turn % ranges[range].size);
}
