/* The network interfaces of a host: "lo", and "eth0" with the addresses that the host has. */
#ifndef SOCKETWRAP_INTERFACE_H
#define SOCKETWRAP_INTERFACE_H

#include <stdbool.h>
#include <stdint.h>

#include "address.h"
#include "context.h"

enum { INTERFACE_NONE, INTERFACE_LO, INTERFACE_ETHERNET, INTERFACE_LAST = INTERFACE_ETHERNET };
enum { INTERFACE_ADDRESSES_MAX = 64 };

struct interface_address {
	struct address address;
	uint8_t prefix_length; /* of the address's own family */
};

struct interface {
	unsigned index;
	const char *name;
	unsigned flags; /* IFF_… */
	int mtu;
	uint16_t hardware_type; /* ARPHRD_… */
	uint8_t hardware_address[6];
	int address_count; /* IPv4 first */
	struct interface_address addresses[INTERFACE_ADDRESSES_MAX];
};

/* False when the host has no interface of that number. */
bool interface_view(struct context context, unsigned index, struct interface *interface);
unsigned interface_find(const char *name); /* INTERFACE_NONE when there is none */
const char *interface_name(unsigned index); /* NULL when there is none */

/* The interface that holds an address of the host; INTERFACE_NONE when it is not the host's. */
unsigned interface_with(struct context context, const struct address *address);
/* The interface that packets to or from an address pass: a host reaches itself over "lo". */
unsigned interface_for(struct context context, const struct address *address);

/* The netmask and the broadcast address of an IPv4 interface address. */
struct address interface_netmask(const struct interface_address *of);
struct address interface_broadcast(const struct interface_address *of);

#endif
