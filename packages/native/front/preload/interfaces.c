/* getifaddrs() and its relatives. Lists are laid out as libc makes them, so libc frees them. */
#include <net/if.h>
#include <netinet/in.h>
#include <netpacket/packet.h>
#include <stdlib.h>
#include <string.h>

#include "../../core/context.h"
#include "../../core/interface.h"
#include "../../real/real.h"
#include "../../core/hook.h"

enum { FLAG_LOWER_UP = 1 << 16 /* linux/if.h, which does not go with net/if.h */ };

union name {
	struct sockaddr any;
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;
	struct sockaddr_ll link;
};

struct element {
	struct ifaddrs public;
	union name address, netmask, broadcast;
};

/* freeifaddrs() of libc is one free(): the whole list stands in one allocation. */
struct list {
	struct element *elements;
	size_t count;
	size_t room; /* 0 while they are counted; the host may gain an address between counting and filling */
};

static struct element *add(struct list *list, const struct interface *interface)
{
	size_t index = list->count++;
	if (index >= list->room)
		return NULL;
	struct element *element = &list->elements[index];
	if (index > 0)
		list->elements[index - 1].public.ifa_next = &element->public;
	element->public.ifa_name = (char *)(uintptr_t)interface_name(interface->index);
	element->public.ifa_flags = interface->flags | FLAG_LOWER_UP;
	element->public.ifa_addr = &element->address.any;
	return element;
}

static void add_link(struct list *list, const struct interface *interface)
{
	struct element *element = add(list, interface);
	if (element == NULL)
		return;
	struct sockaddr_ll link = {
		.sll_family = AF_PACKET,
		.sll_ifindex = (int)interface->index,
		.sll_hatype = interface->hardware_type,
		.sll_halen = sizeof(interface->hardware_address),
	};
	memcpy(link.sll_addr, interface->hardware_address, sizeof(interface->hardware_address));
	element->address.link = link;
	memset(link.sll_addr, interface->index == INTERFACE_LO ? 0 : 0xff, link.sll_halen);
	element->broadcast.link = link;
	element->public.ifa_broadaddr = &element->broadcast.any;
}

static void set_v4(union name *name, const struct address *address)
{
	name->v4.sin_family = AF_INET;
	memcpy(&name->v4.sin_addr, address->bytes + 12, sizeof(name->v4.sin_addr));
}

static void add_v4(struct list *list, const struct interface *interface,
                   const struct interface_address *of)
{
	struct element *element = add(list, interface);
	if (element == NULL)
		return;
	struct address netmask = interface_netmask(of), broadcast = interface_broadcast(of);
	set_v4(&element->address, &of->address);
	set_v4(&element->netmask, &netmask);
	set_v4(&element->broadcast, interface->index == INTERFACE_LO ? &of->address : &broadcast);
	element->public.ifa_netmask = &element->netmask.any;
	element->public.ifa_broadaddr = &element->broadcast.any;
}

static void add_v6(struct list *list, const struct interface *interface,
                   const struct interface_address *of)
{
	struct element *element = add(list, interface);
	if (element == NULL)
		return;
	element->address.v6.sin6_family = AF_INET6;
	memcpy(&element->address.v6.sin6_addr, of->address.bytes, sizeof(of->address.bytes));
	element->netmask.v6.sin6_family = AF_INET6;
	memset(&element->netmask.v6.sin6_addr, 0xff, of->prefix_length / 8);
	element->public.ifa_netmask = &element->netmask.any;
}

/* The kernel's order: links, then IPv4, then IPv6 addresses. */
static void add_all(struct list *list, struct context context)
{
	struct interface interface;
	for (unsigned index = INTERFACE_LO; interface_view(context, index, &interface); index++)
		add_link(list, &interface);
	for (int family = AF_INET; family != 0; family = family == AF_INET ? AF_INET6 : 0)
		for (unsigned index = INTERFACE_LO; interface_view(context, index, &interface);
		     index++)
			for (int i = 0; i < interface.address_count; i++) {
				bool is_v4 = address_is_v4(&interface.addresses[i].address);
				if (is_v4 && family == AF_INET)
					add_v4(list, &interface, &interface.addresses[i]);
				else if (!is_v4 && family == AF_INET6)
					add_v6(list, &interface, &interface.addresses[i]);
			}
}

HOOK int getifaddrs(struct ifaddrs **result)
{
	struct context context = context_current();
	struct list list = { 0 };
	if (context.network == NULL)
		return real(getifaddrs)(result);
	add_all(&list, context);
	list.elements = calloc(list.count, sizeof(*list.elements));
	if (list.elements == NULL)
		return -1;
	list.room = list.count;
	list.count = 0;
	add_all(&list, context);
	*result = &list.elements[0].public;
	return 0;
}

HOOK unsigned if_nametoindex(const char *name)
{
	if (context_current().network == NULL)
		return real(if_nametoindex)(name);
	unsigned index = interface_find(name);
	if (index == INTERFACE_NONE)
		errno = ENODEV;
	return index;
}

HOOK char *if_indextoname(unsigned index, char name[IF_NAMESIZE])
{
	if (context_current().network == NULL)
		return real(if_indextoname)(index, name);
	const char *found = interface_name(index);
	if (found == NULL) {
		errno = ENXIO;
		return NULL;
	}
	return strcpy(name, found);
}

/* Each name is its own allocation, and so is the array: that is how libc frees them. */
HOOK struct if_nameindex *if_nameindex(void)
{
	if (context_current().network == NULL)
		return real(if_nameindex)();
	struct if_nameindex *list = calloc(INTERFACE_LAST + 1, sizeof(*list));
	for (unsigned index = INTERFACE_LO; list != NULL && index <= INTERFACE_LAST; index++) {
		list[index - 1].if_index = index;
		list[index - 1].if_name = strdup(interface_name(index));
	}
	return list;
}
