#include "dns_serve.h"

#include <netinet/in.h>

#include "network.h"
#include "policy.h"

enum { DNS_PORT = 53 };

bool dns_serves(struct context context, int protocol, const struct endpoint *destination)
{
	const struct address *address = &destination->address;
	return destination->port == DNS_PORT && protocol != IPPROTO_UDPLITE &&
	       !context.network->is_compat && !address_is_multicast(address) &&
	       !address_is_network_broadcast(address) &&
	       !policy_decide(context, protocol, false, destination).is_port_named;
}
