#include "option_table.h"

#include <errno.h>
#include <netinet/in.h>
#include <string.h>

#include "interface.h"
#include "multicast.h"
#include "options.h"
#include "socket.h"

static struct address from_v4(struct in_addr address)
{
	struct address result = address_any(AF_INET);
	memcpy(result.bytes + 12, &address, sizeof(address));
	return result;
}

static int change(struct socket *socket, bool is_join, const struct address *group,
                  unsigned interface)
{
	return is_join ? multicast_join(socket, group, interface)
	               : multicast_leave(socket, group, interface);
}

/* The interface of an old-style request: by index, by one of its addresses, or any. -ENODEV. */
static int interface_of_request(const struct socket *socket, const struct ip_mreqn *request)
{
	if (request->imr_ifindex != 0)
		return interface_name((unsigned)request->imr_ifindex) == NULL
		               ? -ENODEV
		               : request->imr_ifindex;
	if (request->imr_address.s_addr == htonl(INADDR_ANY))
		return INTERFACE_NONE;
	struct address address = from_v4(request->imr_address);
	unsigned index = interface_with(socket->context, &address);
	return index == INTERFACE_NONE ? -ENODEV : (int)index;
}

static int set_v4(struct socket *socket, bool is_join, const void *value, socklen_t length)
{
	struct ip_mreqn request = { 0 };
	if (socket->type == SOCK_STREAM)
		return -EPROTO;
	if (length < sizeof(struct ip_mreq))
		return -EINVAL;
	memcpy(&request, value,
	       length < sizeof(request) ? sizeof(struct ip_mreq) : sizeof(request));
	struct address group = from_v4(request.imr_multiaddr);
	if (is_join && !address_is_multicast(&group))
		return -EINVAL;
	int interface = interface_of_request(socket, &request);
	if (interface < 0)
		return is_join ? interface : -EADDRNOTAVAIL;
	return change(socket, is_join, &group, (unsigned)interface);
}

/* Source filters are not kept: the socket hears everybody in the group. */
static int set_v4_source(struct socket *socket, int name, const void *value, socklen_t length)
{
	struct ip_mreq_source request;
	if (length < sizeof(request))
		return -EINVAL;
	memcpy(&request, value, sizeof(request));
	struct address group = from_v4(request.imr_multiaddr);
	if (!address_is_multicast(&group))
		return -EINVAL;
	if (name == IP_BLOCK_SOURCE || name == IP_UNBLOCK_SOURCE)
		return 0;
	struct ip_mreq plain = { .imr_multiaddr = request.imr_multiaddr,
		                 .imr_interface = request.imr_interface };
	int result = set_v4(socket, name == IP_ADD_SOURCE_MEMBERSHIP, &plain, sizeof(plain));
	return result == -EADDRINUSE ? 0 : result;
}

/* RFC 3678's requests, which serve both families. */
static int set_group(struct socket *socket, int family, int name, const void *value,
                     socklen_t length)
{
	bool has_source = name == MCAST_JOIN_SOURCE_GROUP || name == MCAST_LEAVE_SOURCE_GROUP;
	struct group_req request;
	struct endpoint group;
	if (length < (has_source ? sizeof(struct group_source_req) : sizeof(request)))
		return -EINVAL;
	memcpy(&request, value, sizeof(request)); /* group_source_req starts in the same way */
	if (request.gr_group.ss_family != family)
		return family == AF_INET ? -EINVAL : -EADDRNOTAVAIL;
	int result = endpoint_read(&group, family, (const struct sockaddr *)&request.gr_group,
	                           sizeof(request.gr_group));
	if (result < 0)
		return result;
	if (socket->type == SOCK_STREAM)
		return -EPROTO;
	bool is_join = name == MCAST_JOIN_GROUP || name == MCAST_JOIN_SOURCE_GROUP;
	result = change(socket, is_join, &group.address, request.gr_interface);
	return has_source && result == -EADDRINUSE ? 0 : result;
}

static bool is_group_request(int name)
{
	return name == MCAST_JOIN_GROUP || name == MCAST_LEAVE_GROUP ||
	       name == MCAST_JOIN_SOURCE_GROUP || name == MCAST_LEAVE_SOURCE_GROUP;
}

int option_membership_set(struct socket *socket, int name, const void *value, socklen_t length)
{
	switch (name) {
	case IP_ADD_MEMBERSHIP:
	case IP_DROP_MEMBERSHIP:
		return set_v4(socket, name == IP_ADD_MEMBERSHIP, value, length);
	case IP_ADD_SOURCE_MEMBERSHIP:
	case IP_DROP_SOURCE_MEMBERSHIP:
	case IP_BLOCK_SOURCE:
	case IP_UNBLOCK_SOURCE:
		return set_v4_source(socket, name, value, length);
	default:
		return is_group_request(name) ? set_group(socket, AF_INET, name, value, length)
		                              : OPTION_IS_AN_INTEGER;
	}
}

int option_membership_set_v6(struct socket *socket, int name, const void *value, socklen_t length)
{
	struct ipv6_mreq request;
	if (is_group_request(name))
		return set_group(socket, AF_INET6, name, value, length);
	if (name != IPV6_JOIN_GROUP && name != IPV6_LEAVE_GROUP)
		return OPTION_IS_AN_INTEGER;
	if (length < sizeof(request))
		return -EINVAL;
	if (socket->type == SOCK_STREAM)
		return -EPROTO;
	memcpy(&request, value, sizeof(request));
	struct address group;
	memcpy(group.bytes, &request.ipv6mr_multiaddr, sizeof(group.bytes));
	if (address_is_v4(&group)) /* a mapped group is no IPv6 multicast address */
		return -EINVAL;
	if (request.ipv6mr_interface != 0 && interface_name(request.ipv6mr_interface) == NULL)
		return -ENODEV;
	return change(socket, name == IPV6_JOIN_GROUP, &group, request.ipv6mr_interface);
}
