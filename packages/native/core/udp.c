#include "udp.h"

#include <netinet/in.h>

#include "../real/real.h"
#include "deliver.h"
#include "dns_serve.h"
#include "network.h"
#include "policy.h"
#include "real_ip.h"
#include "udp_peer.h"

void udp_own_name(const struct socket *socket, struct name *name)
{
	enum name_form form = name_form_of(&socket->bound.address, socket->options.is_v6_only);
	name_make_bound(name, socket->context.network, name_kind_of(socket->protocol), form,
	                socket->context.host, socket->slot, &socket->bound);
}

/* What made the socket readable because of an error goes with the error. */
static void drop_error_datagram(int fd)
{
	struct datagram_header header;
	ssize_t got = real(recv)(fd, &header, sizeof header, MSG_PEEK | MSG_DONTWAIT);
	if (got == sizeof header && header.kind == DATAGRAM_ERROR)
		real(recv)(fd, &header, sizeof header, MSG_DONTWAIT);
}

int udp_take_error(struct socket *socket, int fd)
{
	if (atomic_load_explicit(&socket->pending_error, memory_order_relaxed) == 0)
		return 0;
	int error = atomic_exchange(&socket->pending_error, 0);
	if (error != 0)
		drop_error_datagram(fd);
	return error;
}

/* The port stays with the real socket; the program sees it only if it chose it. */
static int disconnect(struct socket *socket)
{
	struct endpoint nothing = { address_any(socket->family), 0 };
	struct name own;
	if (socket->is_peer_listed) {
		udp_own_name(socket, &own);
		udp_peer_forget(socket->context.network, name_hash(&own));
	}
	socket->is_peer_listed = false;
	socket->remote = nothing;
	socket->local = socket->is_bound_by_program ? socket->bound : nothing;
	if (!socket->is_port_chosen_by_program)
		socket->local.port = 0;
	atomic_store(&socket->state, socket->is_bound_by_program ? SOCKET_BOUND : SOCKET_UNBOUND);
	return 0;
}

static bool is_let_out(const struct socket *socket, const struct endpoint *destination)
{
	return policy_decide(socket->context, socket->protocol, false, destination).is_allowed &&
	       !dns_serves(socket->context, socket->protocol, destination);
}

bool udp_leaves(const struct socket *socket, const struct endpoint *destination)
{
	const struct address *address = &destination->address;
	bool is_group = address_is_multicast(address) || address_is_network_broadcast(address);
	return !is_group && host_of_address(socket->context, address) < 0 &&
	       is_let_out(socket, destination);
}

bool udp_leaves_unheard(const struct socket *socket, const struct endpoint *destination)
{
	return address_is_loopback(&destination->address) && is_let_out(socket, destination);
}

int udp_block(struct socket *socket, const struct endpoint *destination)
{
	struct verdict verdict =
		policy_decide(socket->context, socket->protocol, false, destination);
	const char *reason =
		socket->protocol == IPPROTO_UDPLITE ? "UDP-Lite stays on the network" : NULL;
	notice_blocked(socket->context, socket->protocol, destination, verdict.rule, reason);
	return -ENETUNREACH;
}

static void set_peer(struct socket *socket, const struct endpoint *peer)
{
	struct name own;
	udp_own_name(socket, &own);
	socket->is_peer_listed = udp_peer_set(socket->context.network, name_hash(&own), peer);
	socket->remote = *peer;
	atomic_store(&socket->state, SOCKET_CONNECTED);
}

int udp_connect(struct socket *socket, int fd, const struct sockaddr *address, socklen_t length)
{
	struct endpoint destination;
	if (address->sa_family == AF_UNSPEC)
		return disconnect(socket);
	int result = socket_bind_automatically(socket, fd); /* even if nothing comes of it */
	if (result == 0)
		result = endpoint_read(&destination, socket->family, address, length);
	if (result < 0)
		return result;
	const struct address *target = &destination.address;
	bool is_v4 = address_is_v4(target);
	if (socket->options.is_v6_only && is_v4)
		return -ENETUNREACH;
	if (address_is_any(target))
		destination.address = address_loopback(is_v4 ? AF_INET : AF_INET6);
	if (address_is_network_broadcast(target) && !socket->options.is_broadcast)
		return -EACCES;
	bool is_group = address_is_multicast(target) || address_is_network_broadcast(target);
	if (udp_leaves(socket, &destination) || (udp_leaves_unheard(socket, &destination) &&
	                                         !deliver_has_receiver(socket, &destination)))
		return real_ip_connect(socket, fd, address, length);
	/* Nothing is sent yet: resolvers connect like this to sort addresses, and programs to find their own. */
	if (socket->context.network->is_compat && !is_group &&
	    host_of_address(socket->context, target) < 0)
		return udp_block(socket, &destination);
	struct address source = socket->bound.address;
	if (address_is_any(&source) && host_source_for(socket->context, target, &source) < 0)
		return -ENETUNREACH;
	socket->local.address = source;
	set_peer(socket, &destination);
	return 0;
}

void udp_recover_peer(struct socket *socket)
{
	struct name own;
	struct endpoint peer;
	udp_own_name(socket, &own);
	if (!udp_peer_get(socket->context.network, name_hash(&own), &peer))
		return;
	socket->remote = peer;
	socket->is_peer_listed = true;
	if (address_is_any(&socket->local.address))
		host_source_for(socket->context, &peer.address, &socket->local.address);
	atomic_store(&socket->state, SOCKET_CONNECTED);
}
