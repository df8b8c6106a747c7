#include "option_table.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <unistd.h>

#include "interface.h"
#include "option_numbers.h"
#include "options.h"
#include "socket.h"

enum {
	ECN_BITS = 3, /* of a type of service; TCP keeps them for itself */
	IP_OPTIONS_MAX = 40,
	MTU_LOOPBACK_V4 = 65535,
	MTU_LOOPBACK_V6 = 65536,
	MTU_ETHERNET = 1500,
	MTU_SMALLEST_V6 = 1280,
};

/* --- rules of integer options --------------------------------------------------------------- */

int check_tos(struct socket *socket, int *value)
{
	*value &= socket->type == SOCK_STREAM ? 0xff & ~ECN_BITS : 0xff;
	return 0;
}

int check_tclass(struct socket *socket, int *value)
{
	return check_tos(socket, value);
}

/* The first port in the low half, the last in the high one; 0 leaves that end open. */
int check_local_port_range(struct socket *socket, int *value)
{
	(void)socket;
	int first = *value & 0xffff, last = (int)((unsigned)*value >> 16);
	return first != 0 && last != 0 && first > last ? -EINVAL : 0;
}

/* The index stands in network byte order. */
int check_unicast_interface(struct socket *socket, int *value)
{
	(void)socket;
	return *value == 0 || interface_name(ntohl((uint32_t)*value)) != NULL ? 0 : -EADDRNOTAVAIL;
}

int check_multicast_interface_v6(struct socket *socket, int *value)
{
	(void)socket;
	return *value == 0 || interface_name((unsigned)*value) != NULL ? 0 : -ENODEV;
}

int check_v6_only(struct socket *socket, int *value)
{
	(void)value;
	return socket->bound.port != 0 || socket->local.port != 0 ? -EINVAL : 0;
}

/* A socket that a program binds to one IPv6 address cannot serve IPv4 any more. */
int read_v6_only(const struct socket *socket, int *value)
{
	const struct address *bound = &socket->bound.address;
	if (socket->is_bound_by_program && !address_is_v4(bound) && !address_is_any(bound))
		*value = 1;
	return 0;
}

int check_transparent(struct socket *socket, int *value)
{
	(void)socket;
	return *value != 0 && geteuid() != 0 ? -EPERM : 0;
}

int check_path_mtu(struct socket *socket, int *value)
{
	(void)socket;
	return *value != 0 && *value < MTU_SMALLEST_V6 ? -EINVAL : 0;
}

int read_path_mtu(const struct socket *socket, int *value)
{
	if (socket->state != SOCKET_CONNECTED && socket->state != SOCKET_CONNECTING)
		return -ENOTCONN;
	if (interface_for(socket->context, &socket->remote.address) != INTERFACE_LO)
		*value = MTU_ETHERNET;
	else
		*value = address_is_v4(&socket->remote.address) ? MTU_LOOPBACK_V4 : MTU_LOOPBACK_V6;
	return 0;
}

int read_local_port(const struct socket *socket, int *value)
{
	*value = socket->local.port;
	return 0;
}

/* The kernel initialises it for IPv4 sockets only. */
int read_multicast_all(const struct socket *socket, int *value)
{
	if (socket->family == AF_INET6 &&
	    !option_is_kept(socket, option_find(IPPROTO_IP, IP_MULTICAST_ALL)))
		*value = 0;
	return 0;
}

/* ipv6(7): turns a socket that is connected to a mapped address into one of IPv4, for good. */
int check_address_form(struct socket *socket, int *value)
{
	if (*value != AF_INET)
		return -EINVAL;
	if (socket->state != SOCKET_CONNECTED)
		return -ENOTCONN;
	if (!address_is_v4(&socket->remote.address))
		return -EADDRNOTAVAIL;
	socket->family = AF_INET;
	return 0;
}

int read_address_form(const struct socket *socket, int *value)
{
	*value = socket->family;
	return socket->state == SOCKET_CONNECTED ? 0 : -ENOTCONN;
}

/* --- IPv4 options that are not integers --------------------------------------------------------- */

/* The address or index of an interface, as IP_MULTICAST_IF takes it: in_addr, ip_mreq or ip_mreqn. */
static int set_multicast_interface(struct socket *socket, const void *value, socklen_t length)
{
	struct ip_mreqn request = { 0 };
	if (socket->type == SOCK_STREAM || length < sizeof(struct in_addr))
		return -EINVAL;
	if (length >= sizeof(struct ip_mreq))
		memcpy(&request, value,
		       length < sizeof(request) ? sizeof(struct ip_mreq) : sizeof(request));
	else
		memcpy(&request.imr_address, value, sizeof(request.imr_address));
	unsigned index = (unsigned)request.imr_ifindex;
	if (index == 0 && request.imr_address.s_addr != htonl(INADDR_ANY)) {
		struct address address = address_any(AF_INET);
		memcpy(address.bytes + 12, &request.imr_address, sizeof(request.imr_address));
		index = interface_with(socket->context, &address);
		if (index == INTERFACE_NONE)
			return -EADDRNOTAVAIL;
	}
	if (index != 0 && interface_name(index) == NULL)
		return -EADDRNOTAVAIL;
	int result = option_keep(socket, option_find(IPPROTO_IP, IP_MULTICAST_IF), (int)index);
	return result < 0
	               ? result
	               : option_keep(socket, option_find(IPPROTO_IP, OPTION_IP_MULTICAST_ADDRESS),
	                             (int)request.imr_address.s_addr);
}

int option_ip_set(struct socket *socket, int name, const void *value, socklen_t length)
{
	switch (name) {
	case IP_OPTIONS: /* routers read them, and there are none */
		return length > IP_OPTIONS_MAX ? -EINVAL : 0;
	case IP_MULTICAST_IF:
		return set_multicast_interface(socket, value, length);
	case IP_MSFILTER:
	case IP_ROUTER_ALERT:
		return -EINVAL;
	default:
		return option_membership_set(socket, name, value, length);
	}
}

int option_ip_get(struct socket *socket, int name, void *value, socklen_t *length)
{
	bool is_stream = socket->type == SOCK_STREAM;
	int integer;
	switch (name) {
	case IP_OPTIONS:
		*length = 0;
		return 0;
	case IP_PKTOPTIONS:
		if (!is_stream)
			return -ENOPROTOOPT;
		*length = 0;
		return 0;
	case IP_MULTICAST_IF:
		integer = option_value(socket, IPPROTO_IP, OPTION_IP_MULTICAST_ADDRESS);
		return option_copy(&integer, sizeof(integer), value, length);
	case IP_MSFILTER:
		return -EINVAL;
	case OPTION_IP_ORIGINAL_DST: /* no connection was redirected */
		if (!is_stream)
			return -ENOPROTOOPT;
		return *length < sizeof(struct sockaddr_in) ? -EINVAL : -ENOENT;
	default:
		return OPTION_IS_AN_INTEGER;
	}
}
