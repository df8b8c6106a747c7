/* Which host an address means, and which address a host speaks from. */
#include <errno.h>

#include "claim.h"
#include "compat.h"
#include "host_entry.h"
#include "settings.h"

static bool means_own_host(struct context context, const struct address *address)
{
	if (address_is_any(address))
		return true;
	if (!address_is_loopback(address))
		return false;
	if (!context.network->is_compat || !address_is_v4(address))
		return true;
	/* The rest of 127.0.0.0/8 are interfaces. */
	struct address loopback = address_loopback(AF_INET);
	return address_equal(address, &loopback);
}

static int owner_of(struct context context, const struct address *address)
{
	return context.network->is_compat ? compat_interface_of(address)
	                                  : claim_find(context.network, address);
}

int host_of_address(struct context context, const struct address *address)
{
	if (means_own_host(context, address))
		return context.host;
	int owner = owner_of(context, address);
	return owner < 0 ? -ENETUNREACH : owner;
}

int host_of_loopback_fallback(struct context context)
{
	return context.network->is_compat ? 1 : -1;
}

int host_fallback_for(struct context context, const struct address *destination)
{
	return address_is_loopback(destination) ? host_of_loopback_fallback(context) : -1;
}

static int host_for_unclaimed(struct context context, const struct address *address)
{
	if (context.network->is_compat || context.host != TEST_HOST)
		return -EADDRNOTAVAIL;
	int owner = host_add_dynamic_address(context.network, address);
	return owner < 0 ? -EADDRNOTAVAIL : owner;
}

int host_for_bind(struct context context, const struct address *address)
{
	if (means_own_host(context, address) || address_is_multicast(address) ||
	    address_is_broadcast(address))
		return context.host;
	int owner = owner_of(context, address);
	if (owner < 0)
		return host_for_unclaimed(context, address);
	bool may_stand_in = context.network->is_compat || context.host == TEST_HOST;
	return owner == context.host || may_stand_in ? owner : -EADDRNOTAVAIL;
}

static struct address primary_of(struct context context, bool is_v4)
{
	const struct host_entry *entry = &context.network->file->hosts[context.host];
	if (!is_v4)
		return entry->primary_v6;
	if (context.network->is_compat)
		return compat_address(settings_current()->compat_v4_subnet, context.host);
	return entry->primary_v4;
}

int host_source_for(struct context context, const struct address *destination,
                    struct address *source)
{
	bool is_v4 = address_is_v4(destination);
	if (means_own_host(context, destination)) {
		*source = address_loopback(is_v4 ? AF_INET : AF_INET6);
		return 0;
	}
	bool is_unicast = !address_is_multicast(destination) && !address_is_broadcast(destination);
	if (is_unicast && owner_of(context, destination) == context.host) {
		*source = *destination;
		return 0;
	}
	static const struct address none;
	*source = primary_of(context, is_v4);
	return address_equal(source, &none) ? -EADDRNOTAVAIL : 0;
}
