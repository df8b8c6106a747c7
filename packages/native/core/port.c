#include "port.h"

#include "../real/real.h"
#include "network_file.h"
#include "port_rival.h"
#include "shared_port.h"
#include "spill.h"
#include "udp_peer.h"

static int bind_name(const struct bid *bid, int fd, enum name_form form, uint8_t slot,
                     const struct endpoint *endpoint)
{
	struct name name;
	name_make_bound(&name, bid->network, bid_kind(bid), form, bid->host, slot, endpoint);
	return kernel_result(real(bind)(fd, (const struct sockaddr *)&name.address, name.length));
}

/* The sockets of a shared port differ by their slot. */
static int bind_shared(const struct bid *bid, int fd, enum name_form form, uint8_t *slot,
                       const struct endpoint *endpoint)
{
	if (bid_has_rival_at(bid, form, &endpoint->address))
		return -EADDRINUSE;
	struct shared_port *shared =
		shared_port_add(bid->network, bid_kind(bid), form, bid->host, endpoint);
	if (shared == NULL)
		return -EADDRINUSE;
	for (*slot = SLOT_SHARED_FIRST; *slot <= SLOT_SHARED_LAST; (*slot)++) {
		int result = bind_name(bid, fd, form, *slot, endpoint);
		if (result == 0) {
			atomic_fetch_or(&shared->slots, 1u << *slot);
			atomic_store(&shared->turn, *slot);
			atomic_store(&shared->is_spread, bid->socket->options.is_reuse_port);
		}
		if (result != -EADDRINUSE)
			return result;
	}
	return -EADDRINUSE;
}

/* What waited for, or was known of, an earlier socket of the same name is nobody's. */
static void clear_predecessor(const struct socket *socket, const struct bid *bid,
                              const struct endpoint *endpoint)
{
	struct name name;
	if (socket->type != SOCK_DGRAM)
		return;
	name_make_bound(&name, bid->network, bid_kind(bid),
	                name_form_of(&endpoint->address, socket->options.is_v6_only), bid->host,
	                socket->slot, endpoint);
	spill_purge(bid->network, &name);
	udp_peer_forget(bid->network, name_hash(&name));
}

static int bind_once(struct socket *socket, int fd, const struct bid *bid,
                     const struct endpoint *endpoint)
{
	enum name_form form = name_form_of(&endpoint->address, socket->options.is_v6_only);
	uint8_t slot = SLOT_ALONE;
	if (bid_has_rival(bid, form, &endpoint->address))
		return -EADDRINUSE;
	int result;
	if (bid->is_shared)
		result = bind_shared(bid, fd, form, &slot, endpoint);
	else if (shared_port_find(bid->network, bid_kind(bid), form, bid->host, endpoint) != NULL &&
	         bid_has_rival_at(bid, form, &endpoint->address))
		result = -EADDRINUSE;
	else
		result = bind_name(bid, fd, form, slot, endpoint);
	if (result == 0) {
		socket->slot = slot;
		clear_predecessor(socket, bid, endpoint);
		socket->context.host = bid->host;
		socket->local = socket->bound = *endpoint;
		atomic_store(&socket->state, SOCKET_BOUND);
	}
	return result;
}

static struct bid bid_of(const struct socket *socket, uint16_t host, uint16_t port)
{
	return (struct bid){ socket, socket->context.network, host, port, bid_shares_port(socket) };
}

/* Looks for a port that `take` accepts: the one that was asked for, or the next free one. */
static int find_port(struct socket *socket, int fd, uint16_t host, struct endpoint *endpoint,
                     int (*take)(struct socket *, int, const struct bid *, const struct endpoint *))
{
	struct bid bid = bid_of(socket, host, endpoint->port);
	struct context context = { bid.network, host };
	bool chooses = endpoint->port == 0;
	struct network_lock lock;
	int result = -EADDRINUSE;
	network_lock(bid.network, &lock);
	for (int tries = chooses ? port_range_size(PORTS_BIND) : 1; tries > 0; tries--) {
		if (chooses)
			bid.port = host_next_port(context, PORTS_BIND);
		struct endpoint wanted = { endpoint->address, bid.port };
		result = take(socket, fd, &bid, &wanted);
		if (result != -EADDRINUSE)
			break;
	}
	network_unlock(bid.network, &lock);
	if (result == 0)
		endpoint->port = bid.port;
	return result;
}

int port_bind(struct socket *socket, int fd, uint16_t host, struct endpoint *endpoint)
{
	return find_port(socket, fd, host, endpoint, bind_once);
}

static int only_look(struct socket *socket, int fd, const struct bid *bid,
                     const struct endpoint *endpoint)
{
	enum name_form form = name_form_of(&endpoint->address, socket->options.is_v6_only);
	(void)fd;
	return bid_has_rival_at(bid, form, &endpoint->address) ||
	                       bid_has_rival(bid, form, &endpoint->address)
	               ? -EADDRINUSE
	               : 0;
}

int port_find_free(struct socket *socket, uint16_t host, struct endpoint *endpoint)
{
	return find_port(socket, -1, host, endpoint, only_look);
}
