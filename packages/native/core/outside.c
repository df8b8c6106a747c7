#include "outside.h"

#include <errno.h>
#include <netinet/in.h>
#include <string.h>

#include "../real/real.h"
#include "network.h"
#include "outside_peers.h"
#include "policy.h"
#include "unix_names.h"
#include "unix_outside.h"

static int read_int(int fd, int name)
{
	int value = -1;
	socklen_t length = sizeof(value);
	return real(getsockopt)(fd, SOL_SOCKET, name, &value, &length) == 0 ? value : -1;
}

static bool has_policy(struct context context)
{
	return context.network != NULL && !context.network->is_compat;
}

static int protocol_of(int fd)
{
	int type = read_int(fd, SO_TYPE);
	if (type == SOCK_DGRAM)
		return read_int(fd, SO_PROTOCOL) == IPPROTO_UDPLITE ? IPPROTO_UDPLITE : IPPROTO_UDP;
	return type == SOCK_STREAM ? IPPROTO_TCP : IPPROTO_RAW;
}

static int family_of(const struct sockaddr *address, socklen_t length)
{
	bool is_there = address != NULL && length >= sizeof(address->sa_family);
	return is_there ? address->sa_family : AF_UNSPEC;
}

/* False when the kernel would not take it for an IP address of the socket's, and says so itself. */
static bool read_endpoint(int fd, const struct sockaddr *address, socklen_t length,
                          struct endpoint *endpoint)
{
	int family = family_of(address, length), domain;
	if (family != AF_INET && family != AF_INET6)
		return false;
	domain = read_int(fd, SO_DOMAIN);
	return (domain == AF_INET || domain == AF_INET6) &&
	       endpoint_read(endpoint, family, address, length) == 0;
}

/* The socket is at an endpoint where others may come in, and this one came. */
static bool is_answer(struct context context, int fd, int protocol, const struct endpoint *to)
{
	struct sockaddr_storage name;
	socklen_t length = sizeof(name);
	struct endpoint own;
	return outside_peers_has(fd, to) &&
	       real(getsockname)(fd, (struct sockaddr *)&name, &length) == 0 &&
	       read_endpoint(fd, (struct sockaddr *)&name, length, &own) &&
	       policy_decide(context, protocol, true, &own).is_allowed;
}

static int check_out(struct context context, int fd, const struct sockaddr *address,
                     socklen_t length)
{
	struct endpoint endpoint;
	if (!read_endpoint(fd, address, length, &endpoint))
		return 0;
	if (address_is_any(&endpoint.address))
		endpoint.address =
			address_loopback(address_is_v4(&endpoint.address) ? AF_INET : AF_INET6);
	int protocol = protocol_of(fd);
	struct verdict verdict = policy_decide(context, protocol, false, &endpoint);
	bool is_of_host = host_of_address(context, &endpoint.address) >= 0;
	if (verdict.is_allowed && (!is_of_host || address_is_loopback(&endpoint.address)))
		return 0;
	if (is_answer(context, fd, protocol, &endpoint))
		return 0;
	notice_blocked(context, protocol, &endpoint, verdict.rule,
	               is_of_host ? "the socket has left the network and cannot reach its hosts"
	                          : NULL);
	return -ENETUNREACH;
}

static int check_in(struct context context, int fd, const struct sockaddr *address,
                    socklen_t length)
{
	struct endpoint endpoint;
	if (!read_endpoint(fd, address, length, &endpoint))
		return 0;
	int protocol = protocol_of(fd);
	struct verdict verdict = policy_decide(context, protocol, true, &endpoint);
	bool is_client = endpoint.port == 0; /* may choose its address */
	if (is_client || verdict.is_allowed)
		return 0;
	notice_blocked_inbound(context, protocol, &endpoint, verdict.rule);
	return -EADDRNOTAVAIL;
}

int outside_connect(struct context context, int fd, const struct sockaddr *address,
                    socklen_t length)
{
	int result = 0;
	if (has_policy(context) && family_of(address, length) == AF_UNIX)
		return unix_connect(context, fd, (const struct sockaddr_un *)address, length);
	if (has_policy(context))
		result = check_out(context, fd, address, length);
	return result < 0 ? result : kernel_result(real(connect)(fd, address, length));
}

int outside_bind(struct context context, int fd, const struct sockaddr *address, socklen_t length)
{
	int result = has_policy(context) ? check_in(context, fd, address, length) : 0;
	if (result == 0)
		result = kernel_result(real(bind)(fd, address, length));
	if (result == 0 && has_policy(context) && family_of(address, length) == AF_UNIX)
		unix_names_add(context.network, fd);
	return result;
}

/* A listener may be told a new backlog. */
int outside_listen(struct context context, int fd, int backlog)
{
	struct sockaddr_storage name;
	socklen_t length = sizeof(name);
	int result = 0;
	if (has_policy(context) && read_int(fd, SO_ACCEPTCONN) == 0 &&
	    real(getsockname)(fd, (struct sockaddr *)&name, &length) == 0)
		result = check_in(context, fd, (struct sockaddr *)&name, length);
	return result < 0 ? result : kernel_result(real(listen)(fd, backlog));
}

void outside_heard(struct context context, int fd, const struct sockaddr *from, socklen_t length)
{
	struct endpoint peer;
	int family = family_of(from, length);
	if ((family == AF_INET || family == AF_INET6) && has_policy(context) &&
	    endpoint_read(&peer, family, from, length) == 0)
		outside_peers_add(fd, &peer);
}

/* sendto() on an IPv4 socket takes an address of no family for one of its own. */
static int check_unspecified(struct context context, int fd, const struct sockaddr *address,
                             socklen_t length)
{
	struct sockaddr_in in;
	if (address == NULL || length < sizeof(in) || read_int(fd, SO_DOMAIN) != AF_INET)
		return 0;
	memcpy(&in, address, sizeof(in));
	in.sin_family = AF_INET;
	return check_out(context, fd, (struct sockaddr *)&in, sizeof(in));
}

int outside_check_destination(struct context context, int fd, const struct sockaddr *address,
                              socklen_t length)
{
	if (!has_policy(context))
		return 0;
	switch (family_of(address, length)) {
	case AF_UNSPEC:
		return check_unspecified(context, fd, address, length);
	case AF_UNIX:
		return unix_check_destination(context, fd, (const struct sockaddr_un *)address,
		                              length);
	default:
		return check_out(context, fd, address, length);
	}
}
