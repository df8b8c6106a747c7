#include "interface_control.h"

#include <errno.h>
#include <linux/sockios.h>
#include <net/if.h>
#include <netinet/in.h>
#include <stddef.h>
#include <string.h>

#include "interface.h"

enum { TRANSMIT_QUEUE = 1000, PROTOCOL_PRIVATE_FIRST = 0x89e0, PROTOCOL_PRIVATE_LAST = 0x89ef };

static void write_v4(struct sockaddr *to, const struct address *address)
{
	struct sockaddr_in name = { .sin_family = AF_INET };
	memcpy(&name.sin_addr, address->bytes + 12, sizeof(name.sin_addr));
	memcpy(to, &name, sizeof(name));
}

static int list_addresses(struct context context, struct ifconf *list)
{
	struct interface interface;
	size_t used = 0, room = list->ifc_len > 0 ? (size_t)list->ifc_len : 0;
	for (unsigned index = INTERFACE_LO; interface_view(context, index, &interface); index++)
		for (int i = 0; i < interface.address_count; i++) {
			struct ifreq entry = { 0 };
			if (!address_is_v4(&interface.addresses[i].address))
				continue;
			if (list->ifc_buf != NULL && room - used < sizeof(entry))
				break;
			strcpy(entry.ifr_name, interface.name);
			write_v4(&entry.ifr_addr, &interface.addresses[i].address);
			if (list->ifc_buf != NULL)
				memcpy(list->ifc_buf + used, &entry, sizeof(entry));
			used += sizeof(entry);
		}
	list->ifc_len = (int)used;
	return 0;
}

/* Requests about the interface's IPv4 address, which an IPv6 socket does not know. */
static int answer_address(const struct interface *interface, unsigned long request,
                          struct ifreq *entry)
{
	const struct interface_address *first = &interface->addresses[0];
	struct address answer = first->address;
	if (interface->address_count == 0 || !address_is_v4(&first->address))
		return -EADDRNOTAVAIL;
	if (request == SIOCGIFNETMASK)
		answer = interface_netmask(first);
	else if (request == SIOCGIFBRDADDR)
		answer = interface->index == INTERFACE_LO ? address_any(AF_INET)
		                                          : interface_broadcast(first);
	write_v4(&entry->ifr_addr, &answer);
	return 0;
}

static int answer_device(const struct interface *interface, unsigned long request,
                         struct ifreq *entry)
{
	switch (request) {
	case SIOCGIFFLAGS:
		entry->ifr_flags = (short)interface->flags;
		return 0;
	case SIOCGIFINDEX:
		entry->ifr_ifindex = (int)interface->index;
		return 0;
	case SIOCGIFMTU:
		entry->ifr_mtu = interface->mtu;
		return 0;
	case SIOCGIFMETRIC:
		entry->ifr_metric = 0;
		return 0;
	case SIOCGIFTXQLEN:
		entry->ifr_qlen = TRANSMIT_QUEUE;
		return 0;
	case SIOCGIFMAP:
		memset(&entry->ifr_map, 0, sizeof(entry->ifr_map));
		return 0;
	case SIOCGIFHWADDR:
		memset(&entry->ifr_hwaddr, 0, sizeof(entry->ifr_hwaddr));
		entry->ifr_hwaddr.sa_family = interface->hardware_type;
		memcpy(entry->ifr_hwaddr.sa_data, interface->hardware_address,
		       sizeof(interface->hardware_address));
		return 0;
	default:
		return -EOPNOTSUPP;
	}
}

static int name_interface(struct ifreq *entry)
{
	const char *name = interface_name((unsigned)entry->ifr_ifindex);
	if (name == NULL)
		return -ENODEV;
	memset(entry->ifr_name, 0, sizeof(entry->ifr_name));
	strcpy(entry->ifr_name, name);
	return 0;
}

static bool asks_for_address(unsigned long request)
{
	return request == SIOCGIFADDR || request == SIOCGIFNETMASK || request == SIOCGIFBRDADDR ||
	       request == SIOCGIFDSTADDR;
}

static bool changes_something(unsigned long request)
{
	switch (request) {
	case SIOCSIFFLAGS:
	case SIOCSIFADDR:
	case SIOCSIFDSTADDR:
	case SIOCSIFBRDADDR:
	case SIOCSIFNETMASK:
	case SIOCSIFMETRIC:
	case SIOCSIFMTU:
	case SIOCSIFNAME:
	case SIOCSIFHWADDR:
	case SIOCSIFTXQLEN:
	case SIOCADDMULTI:
	case SIOCDELMULTI:
	case SIOCDIFADDR:
	case SIOCSARP:
	case SIOCDARP:
		return true;
	default:
		return false;
	}
}

/* An interface may be named with a label of an address ("eth0:1"), which none has here. */
static int answer_named(struct context context, unsigned long request, struct ifreq *entry)
{
	struct interface interface;
	char name[IFNAMSIZ] = "";
	memcpy(name, entry->ifr_name, sizeof(name) - 1);
	char *label = strchr(name, ':');
	if (label != NULL)
		*label = '\0';
	if (!interface_view(context, interface_find(name), &interface))
		return -ENODEV;
	if (!asks_for_address(request))
		return answer_device(&interface, request, entry);
	return label != NULL ? -EADDRNOTAVAIL : answer_address(&interface, request, entry);
}

int interface_control(struct context context, int family, unsigned long request, void *argument)
{
	struct ifreq entry;
	if (request >= PROTOCOL_PRIVATE_FIRST && request <= PROTOCOL_PRIVATE_LAST)
		return -ENOTTY;
	if (changes_something(request))
		return -EPERM;
	if (argument == NULL)
		return -EFAULT;
	if (request == SIOCGIFCONF)
		return list_addresses(context, argument);
	if (asks_for_address(request) && family != AF_INET)
		return -ENOTTY;
	if (request == SIOCGARP) /* nobody has resolved anything */
		return -ENXIO;
	memcpy(&entry, argument, sizeof(entry));
	int result = request == SIOCGIFNAME ? name_interface(&entry)
	                                    : answer_named(context, request, &entry);
	if (result == 0)
		memcpy(argument, &entry, sizeof(entry));
	return result;
}
