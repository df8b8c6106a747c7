#include "dns_serve.h"

#include "network.h"

enum { DNS_PORT = 53 };

bool dns_serves(struct context context, const struct endpoint *destination)
{
	const struct address *address = &destination->address;
	return destination->port == DNS_PORT && !context.network->is_compat &&
	       !address_is_multicast(address) && !address_is_network_broadcast(address);
}
