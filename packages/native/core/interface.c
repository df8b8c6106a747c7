#include "interface.h"

#include <net/if.h>
#include <net/if_arp.h>
#include <string.h>

#include "network.h"

static const char *const names[] = { "", "lo", "eth0" };

unsigned interface_find(const char *name)
{
	for (unsigned index = INTERFACE_LO; index <= INTERFACE_LAST; index++)
		if (strcmp(names[index], name) == 0)
			return index;
	return INTERFACE_NONE;
}

const char *interface_name(unsigned index)
{
	return index >= INTERFACE_LO && index <= INTERFACE_LAST ? names[index] : NULL;
}

/* A network's own subnets have lengths that everybody knows; an address that a test chose gets
 * the length that is usual. */
static uint8_t prefix_length_of(const struct address *address)
{
	if (!address_is_v4(address))
		return address_is_loopback(address) ? 128 : 64;
	if (address_is_loopback(address))
		return 8;
	return address->bytes[12] == 10 && address->bytes[13] == 0 ? 16 : 24;
}

static void add_address(struct interface *interface, const struct address *address)
{
	if (interface->address_count == INTERFACE_ADDRESSES_MAX)
		return;
	struct interface_address *next = &interface->addresses[interface->address_count++];
	next->address = *address;
	next->prefix_length = prefix_length_of(address);
}

static void fill_loopback(struct interface *interface)
{
	struct address v4 = address_loopback(AF_INET), v6 = address_loopback(AF_INET6);
	interface->flags = IFF_UP | IFF_LOOPBACK | IFF_RUNNING;
	interface->mtu = 65536;
	interface->hardware_type = ARPHRD_LOOPBACK;
	add_address(interface, &v4);
	add_address(interface, &v6);
}

/* Loopback addresses that a host owns (those of a socket_wrapper interface) count as its own. */
static void add_family(struct interface *interface, const struct host_view *host, bool is_v4)
{
	for (int i = 0; i < host->address_count; i++)
		if (address_is_v4(&host->addresses[i]) == is_v4)
			add_address(interface, &host->addresses[i]);
}

static void fill_ethernet(struct context context, struct interface *interface)
{
	struct host_view host;
	interface->flags = IFF_UP | IFF_BROADCAST | IFF_RUNNING | IFF_MULTICAST;
	interface->mtu = 1500;
	interface->hardware_type = ARPHRD_ETHER;
	/* 02: an address that no manufacturer gave. */
	interface->hardware_address[0] = 0x02;
	interface->hardware_address[4] = (uint8_t)((context.host + 1) >> 8);
	interface->hardware_address[5] = (uint8_t)(context.host + 1);
	if (context.network == NULL || !host_view(context.network, context.host, &host))
		return;
	add_family(interface, &host, true);
	add_family(interface, &host, false);
}

bool interface_view(struct context context, unsigned index, struct interface *interface)
{
	if (interface_name(index) == NULL)
		return false;
	memset(interface, 0, sizeof(*interface));
	interface->index = index;
	interface->name = names[index];
	if (index == INTERFACE_LO)
		fill_loopback(interface);
	else
		fill_ethernet(context, interface);
	return true;
}

unsigned interface_with(struct context context, const struct address *address)
{
	if (address_is_loopback(address))
		return INTERFACE_LO;
	if (address_is_any(address) || address_is_multicast(address) ||
	    address_is_broadcast(address))
		return INTERFACE_NONE;
	return host_of_address(context, address) == context.host ? INTERFACE_ETHERNET
	                                                         : INTERFACE_NONE;
}

unsigned interface_for(struct context context, const struct address *address)
{
	return interface_with(context, address) == INTERFACE_NONE ? INTERFACE_ETHERNET
	                                                          : INTERFACE_LO;
}

/* Sets the bits behind the prefix of an IPv4 address to ones or zeros. */
static struct address with_host_bits(const struct interface_address *of, bool are_ones,
                                     struct address from)
{
	for (int bit = of->prefix_length; bit < 32; bit++) {
		uint8_t mask = (uint8_t)(0x80 >> (bit % 8));
		uint8_t *byte = &from.bytes[12 + bit / 8];
		*byte = are_ones ? (uint8_t)(*byte | mask) : (uint8_t)(*byte & ~mask);
	}
	return from;
}

struct address interface_netmask(const struct interface_address *of)
{
	return with_host_bits(of, false, address_v4(255, 255, 255, 255));
}

struct address interface_broadcast(const struct interface_address *of)
{
	return with_host_bits(of, true, of->address);
}
