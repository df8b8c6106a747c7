#include <fcntl.h>

#include "../real/real.h"
#include "deliver.h"
#include "dns_serve.h"
#include "journal.h"
#include "log.h"
#include "name.h"
#include "network.h"
#include "policy.h"
#include "port.h"
#include "readiness.h"
#include "real_ip.h"
#include "renew.h"
#include "reset.h"
#include "silence.h"
#include "socket.h"
#include "udp.h"

/* Tries the names that may answer on one host. -ECONNREFUSED when none does. */
static int try_host(struct socket *socket, int fd, uint16_t host)
{
	struct port_walk walk = { 0 };
	struct name name;
	int result = -ECONNREFUSED;
	while (port_walk_next(&walk, socket->context.network, NAME_TCP, host, &socket->remote,
	                      &name)) {
		result = kernel_result(
			real(connect)(fd, (const struct sockaddr *)&name.address, name.length));
		if (result != -ECONNREFUSED && result != -ENOENT)
			break;
	}
	if (result == 0 && !network_admits_peer(socket->context.network, fd)) {
		socket->needs_fresh_real = true;
		return -ECONNREFUSED;
	}
	return result == -ENOENT ? -ECONNREFUSED : result;
}

static int try_listeners(struct socket *socket, int fd)
{
	int host = host_of_address(socket->context, &socket->remote.address);
	if (host < 0)
		return host;
	int result = try_host(socket, fd, (uint16_t)host);
	int fallback = host_fallback_for(socket->context, &socket->remote.address);
	if (result == -ECONNREFUSED && fallback >= 0 && fallback != host)
		result = try_host(socket, fd, (uint16_t)fallback);
	return result;
}

/* Somebody who listens, else the network itself. */
static int reach(struct socket *socket, int fd)
{
	if (silence_awaits(socket)) {
		journal_attempt(socket->context, JOURNAL_UNANSWERED, IPPROTO_TCP, &socket->remote,
		                0);
		return silence_begin(fd);
	}
	int result = try_listeners(socket, fd);
	bool is_nobody = result == -ECONNREFUSED || result == -ENETUNREACH;
	return is_nobody && dns_serves(socket->context, IPPROTO_TCP, &socket->remote)
	               ? dns_serve_connection(socket, fd)
	               : result;
}

static int bind_connection_name(struct socket *socket, int fd)
{
	struct name name;
	name_make_connection(&name, socket->context.network, socket->context.host, &socket->local,
	                     &socket->remote);
	int result =
		kernel_result(real(bind)(fd, (const struct sockaddr *)&name.address, name.length));
	if (result < 0)
		return result;
	socket->needs_fresh_real = true;
	reset_forget(socket);
	return 0;
}

/* Names the client's end; the name says both endpoints, so that the server learns them. */
static int name_connection(struct socket *socket, int fd)
{
	if (socket->bound.port != 0 || socket->needs_fresh_real) {
		int result = socket_renew_real(socket, fd);
		if (result < 0)
			return result;
	}
	if (socket->local.port != 0) {
		int result = bind_connection_name(socket, fd);
		return result == -EADDRINUSE ? -EADDRNOTAVAIL : result;
	}
	for (int tries = port_range_size(PORTS_CONNECT); tries > 0; tries--) {
		socket->local.port = host_next_port(socket->context, PORTS_CONNECT);
		int result = bind_connection_name(socket, fd);
		if (result != -EADDRINUSE)
			return result;
	}
	socket->local.port = 0;
	return -EADDRNOTAVAIL;
}

enum { ROUTE_LEADS_OUTSIDE = 1 };

/* 0, or that nobody here has the address and the policy lets it out. */
static int choose_route(struct socket *socket, const struct endpoint *destination)
{
	socket->remote = *destination;
	if (address_is_any(&destination->address))
		socket->remote.address =
			address_loopback(address_is_v4(&destination->address) ? AF_INET : AF_INET6);
	int host = host_of_address(socket->context, &socket->remote.address);
	if (address_is_multicast(&socket->remote.address) ||
	    address_is_network_broadcast(&socket->remote.address))
		return -ENETUNREACH;
	if (host < 0 && !dns_serves(socket->context, IPPROTO_TCP, &socket->remote)) {
		struct verdict verdict =
			policy_decide(socket->context, IPPROTO_TCP, false, &socket->remote);
		if (verdict.is_allowed)
			return ROUTE_LEADS_OUTSIDE;
		notice_blocked(socket->context, IPPROTO_TCP, &socket->remote, verdict.rule, NULL);
		return host;
	}
	if (!address_is_any(&socket->local.address))
		return 0;
	if (host_source_for(socket->context, &socket->remote.address, &socket->local.address) < 0)
		return -ENETUNREACH;
	return 0;
}

/* The answer has come, whatever it is; a non-blocking program fetches it later. */
static int settle(struct socket *socket, int fd, int result, bool is_blocking, uint64_t began_ns)
{
	socket->is_connect_waiting = !is_blocking && (result == -EAGAIN || result == -EINPROGRESS);
	socket->is_connect_failed = result < 0 && !socket->is_connect_waiting;
	if (result == -ECONNREFUSED)
		notice_refused(socket->context, IPPROTO_TCP, &socket->remote);
	if (is_blocking) {
		uint8_t state = socket->is_bound_by_program ? SOCKET_BOUND : SOCKET_UNBOUND;
		atomic_store(&socket->state, result == 0 ? (uint8_t)SOCKET_CONNECTED : state);
		if (result < 0 && !socket->is_bound_by_program)
			socket->local.address = address_any(socket->family);
	} else {
		atomic_store(&socket->state, SOCKET_CONNECTING);
	}
	if (result == 0)
		journal_open(socket, began_ns);
	if (is_blocking)
		return result;
	if (socket->is_connect_failed) {
		real_show_refusal(fd);
		atomic_store(&socket->pending_error, -result);
	}
	return -EINPROGRESS;
}

/* Nobody on the own host listens at a loopback address: then the machine's may be meant. */
static bool is_let_out_after(const struct socket *socket, int result)
{
	return result == -ECONNREFUSED && address_is_loopback(&socket->remote.address) &&
	       policy_decide(socket->context, IPPROTO_TCP, false, &socket->remote).is_allowed;
}

static int start_connect(struct socket *socket, int fd, const struct endpoint *destination,
                         const struct sockaddr *address, socklen_t length)
{
	if (!socket->is_bound_by_program) {
		socket->local.address = address_any(socket->family);
		socket->local.port = 0;
	}
	int result = choose_route(socket, destination);
	if (result == ROUTE_LEADS_OUTSIDE)
		return real_ip_connect(socket, fd, address, length);
	if (result == 0)
		result = name_connection(socket, fd);
	if (result < 0) {
		if (!socket->is_bound_by_program)
			socket->local = (struct endpoint){ address_any(socket->family), 0 };
		return result;
	}
	bool is_blocking = (real(fcntl)(fd, F_GETFL) & O_NONBLOCK) == 0;
	uint64_t began_ns = socket->is_recorded ? journal_clock() : 0;
	result = reach(socket, fd);
	if (result == -EINPROGRESS && is_blocking)
		result = silence_endure(fd);
	if (result == -EINTR)
		return result;
	if (is_let_out_after(socket, result))
		return real_ip_connect(socket, fd, address, length);
	log_endpoint(socket->context, LOG_STEPS, "connect", &socket->remote, -result);
	if (result == 0)
		readiness_announce(socket, fd);
	return settle(socket, fd, result, is_blocking, began_ns);
}

/* connect() again on a socket whose first connect() said EINPROGRESS. */
static int continue_connect(struct socket *socket, int fd)
{
	int error = socket_take_error(socket, fd);
	if (socket->is_connect_waiting)
		return -EALREADY;
	if (socket->is_connect_failed) {
		socket->is_connect_failed = false;
		if (!socket->is_bound_by_program)
			socket->local.address = address_any(socket->family);
		atomic_store(&socket->state,
		             socket->is_bound_by_program ? SOCKET_BOUND : SOCKET_UNBOUND);
		return error != 0 ? -error : -ECONNABORTED;
	}
	atomic_store(&socket->state, SOCKET_CONNECTED);
	return 0;
}

int socket_take_error(struct socket *socket, int fd)
{
	if (socket->type == SOCK_DGRAM)
		return udp_take_error(socket, fd);
	if (socket->is_connect_waiting && silence_awaits(socket))
		return 0;
	if (socket->is_connect_waiting) {
		int result = try_listeners(socket, fd);
		if (result == -EAGAIN)
			return EINPROGRESS;
		settle(socket, fd, result, false, 0);
	}
	int error = atomic_exchange(&socket->pending_error, 0);
	int real_error = 0;
	socklen_t length = sizeof real_error;
	real(getsockopt)(fd, SOL_SOCKET, SO_ERROR, &real_error, &length);
	if (error != 0 || socket->is_connect_failed)
		return error;
	if (real_error == 0 && socket_is_connected(socket) && reset_was_recorded(socket))
		real_error = ECONNRESET;
	if (real_error == ECONNRESET)
		socket->has_seen_reset = socket->has_lost_peer = true;
	return real_error;
}

int socket_connect(struct socket *socket, int fd, const struct sockaddr *address, socklen_t length)
{
	struct endpoint destination;
	if (length < sizeof address->sa_family)
		return -EINVAL;
	if (socket->type == SOCK_DGRAM)
		return udp_connect(socket, fd, address, length);
	if (address->sa_family == AF_UNSPEC)
		return stream_disconnect(socket, fd);
	int result = endpoint_read(&destination, socket->family, address, length);
	if (result < 0)
		return result;
	if (socket->options.is_v6_only && address_is_v4(&destination.address))
		return -ENETUNREACH;
	switch (atomic_load(&socket->state)) {
	case SOCKET_CONNECTING:
		return continue_connect(socket, fd);
	case SOCKET_CONNECTED:
	case SOCKET_LISTENING:
		return -EISCONN;
	default:
		return start_connect(socket, fd, &destination, address, length);
	}
}
