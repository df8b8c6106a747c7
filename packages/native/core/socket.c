#include "socket.h"

#include <netinet/in.h>
#include <string.h>
#include <sys/ioctl.h>

#include "../real/real.h"
#include "journal.h"
#include "log.h"
#include "multicast.h"
#include "network.h"
#include "policy.h"
#include "port.h"
#include "real_ip.h"
#include "reset.h"
#include "settings.h"
#include "socket_kind.h"

enum { TYPE_MASK = 0xf };

int socket_open(struct context context, int family, int type, int protocol)
{
	int kind = type & TYPE_MASK, flags = type & ~TYPE_MASK;
	if (flags & ~(SOCK_NONBLOCK | SOCK_CLOEXEC))
		return -EINVAL;
	bool is_ip = family == AF_INET || family == AF_INET6;
	if (context.network->is_compat && !is_ip && family != AF_PACKET)
		return kernel_result(real(socket)(family, type, protocol));
	protocol = socket_kind_check(context, family, kind, protocol);
	if (protocol < 0)
		return protocol;
	if (table_count() >= settings_current()->sockets_max)
		return -ENFILE;
	int fd = kernel_result(real(socket)(AF_UNIX, type, 0));
	if (fd < 0)
		return fd;
	if (table_claim(fd, context, family, protocol) == NULL) {
		real(close)(fd);
		return -EMFILE;
	}
	return fd;
}

/* TCP sockets with SO_REUSEADDR may share a port until one of them listens, and may each connect
 * from it. A name has one owner, so theirs waits until they listen. */
static bool binds_late(const struct socket *socket)
{
	return socket->type == SOCK_STREAM && socket->options.is_reuse_address &&
	       !socket->options.is_reuse_port;
}

/* Gives the real socket its name and keeps what the program will see. */
static int bind_endpoint(struct socket *socket, int fd, uint16_t host, struct endpoint endpoint,
                         bool is_late)
{
	int result = is_late ? port_find_free(socket, host, &endpoint)
	                     : port_bind(socket, fd, host, &endpoint);
	if (result < 0)
		return result;
	if (is_late) {
		socket->context.host = host;
		socket->local = endpoint;
		atomic_store(&socket->state, SOCKET_BOUND);
	}
	if (socket->type == SOCK_DGRAM)
		multicast_socket_bound(socket);
	return 0;
}

/* An address of one link (fe80::/10, ff02::/16) needs the interface that the link is at. */
static bool lacks_its_link(const struct socket *socket, const struct sockaddr *address,
                           socklen_t length, const struct address *parsed)
{
	const uint8_t *bytes = parsed->bytes;
	bool is_of_link = (bytes[0] == 0xfe && (bytes[1] & 0xc0) == 0x80) ||
	                  (bytes[0] == 0xff && (bytes[1] & 0x0f) == 2);
	struct sockaddr_in6 in6 = { 0 };
	if (!is_of_link || socket->family != AF_INET6)
		return false;
	memcpy(&in6, address, length < sizeof in6 ? length : sizeof in6);
	return in6.sin6_scope_id == 0 && socket->options.bound_interface == 0;
}

int socket_bind(struct socket *socket, int fd, const struct sockaddr *address, socklen_t length)
{
	struct endpoint endpoint;
	int result = endpoint_read(&endpoint, socket->family, address, length);
	if (result < 0)
		return result;
	if (socket->options.is_v6_only && address_is_v4(&endpoint.address))
		return -EINVAL;
	if (lacks_its_link(socket, address, length, &endpoint.address))
		return -EINVAL;
	bool is_bound = atomic_load(&socket->state) != SOCKET_UNBOUND || socket->bound.port != 0;
	if (!is_bound &&
	    policy_decide(socket->context, socket->protocol, true, &endpoint).is_allowed)
		return real_ip_bind(socket, fd, address, length);
	int host = host_for_bind(socket->context, &endpoint.address);
	if (host < 0 && socket->options.is_free_bind)
		host = socket->context.host;
	if (host < 0)
		return host;
	if (is_bound)
		return -EINVAL;
	result = bind_endpoint(socket, fd, (uint16_t)host, endpoint, binds_late(socket));
	log_endpoint(socket->context, LOG_EVERYTHING, "bind",
	             result < 0 ? &endpoint : &socket->local, -result);
	if (result == 0) {
		socket->is_bound_by_program = true;
		socket->is_port_chosen_by_program = endpoint.port != 0;
	}
	return result;
}

int socket_bind_late(struct socket *socket, int fd)
{
	struct endpoint endpoint = socket->local;
	if (socket->type != SOCK_STREAM || atomic_load(&socket->state) != SOCKET_BOUND ||
	    socket->bound.port != 0)
		return 0;
	return port_bind(socket, fd, socket->context.host, &endpoint);
}

int socket_bind_automatically(struct socket *socket, int fd)
{
	struct endpoint endpoint = { address_any(socket->family), 0 };
	struct network_lock lock;
	/* Another thread may be about to bind the socket by sending from it too. */
	network_lock(socket->context.network, &lock);
	bool is_named = socket->bound.port != 0;
	if (is_named && (socket->local.port != socket->bound.port ||
	                 !address_equal(&socket->local.address, &socket->bound.address)))
		socket->local = socket->bound;
	network_unlock(socket->context.network, &lock);
	int result =
		is_named ? 0 : bind_endpoint(socket, fd, socket->context.host, endpoint, false);
	if (result == -EINVAL && socket->bound.port == 0)
		socket_refresh(socket, fd); /* a process that shares the socket was faster */
	return result == -EINVAL && socket->bound.port != 0 ? 0 : result;
}

int socket_listen(struct socket *socket, int fd, int backlog)
{
	enum { QUEUE = 4096 }; /* TCP lets clients wait; a full unix queue would turn them away. */
	(void)backlog;
	if (socket->type != SOCK_STREAM)
		return -EOPNOTSUPP;
	int state = atomic_load(&socket->state);
	if (state == SOCKET_CONNECTED || state == SOCKET_CONNECTING)
		return -EINVAL;
	if (socket->needs_fresh_real)
		socket_renew_real(socket, fd);
	int result = state == SOCKET_UNBOUND ? socket_bind_automatically(socket, fd)
	                                     : socket_bind_late(socket, fd);
	/* A process that shares the socket may have named it. */
	if (result == 0 || result == -EINVAL)
		result = kernel_result(real(listen)(fd, QUEUE));
	if (result == 0) {
		atomic_store(&socket->state, SOCKET_LISTENING);
		journal_listen(socket);
	}
	log_endpoint(socket->context, LOG_STEPS, "listen", &socket->local, -result);
	return result;
}

bool socket_is_connected(const struct socket *socket)
{
	int state = atomic_load(&socket->state);
	return state == SOCKET_CONNECTED ||
	       (state == SOCKET_CONNECTING && !socket->is_connect_failed &&
	        !socket->is_connect_waiting);
}

/* Neither end open any more, or reset: TCP has forgotten the peer. */
static bool has_peer(const struct socket *socket, int fd)
{
	struct pollfd state = { .fd = fd, .events = POLLRDHUP };
	if (!socket_is_connected(socket) || socket->type != SOCK_STREAM)
		return socket_is_connected(socket);
	real(poll)(&state, 1, 0);
	bool is_reset = socket->has_seen_reset || (state.revents & POLLERR) != 0 ||
	                (state.revents != 0 && reset_is_recorded(socket));
	bool has_end = (state.revents & (POLLRDHUP | POLLHUP)) != 0 && !socket->is_shut_for_read;
	return !is_reset && !(socket->is_shut_for_write && has_end);
}

static int write_name(const struct endpoint *endpoint, int family, struct sockaddr *address,
                      socklen_t *length)
{
	if (address == NULL || length == NULL)
		return -EFAULT;
	if ((int)*length < 0)
		return -EINVAL;
	endpoint_write(endpoint, family, address, length);
	return 0;
}

int socket_local_name(struct socket *socket, int fd, struct sockaddr *address, socklen_t *length)
{
	if (socket->local.port == 0 || atomic_load(&socket->state) == SOCKET_UNBOUND)
		socket_refresh(socket, fd);
	return write_name(&socket->local, socket->family, address, length);
}

int socket_peer_name(struct socket *socket, int fd, struct sockaddr *address, socklen_t *length)
{
	if (!socket_is_connected(socket))
		socket_refresh(socket, fd);
	if (!has_peer(socket, fd))
		return -ENOTCONN;
	return write_name(&socket->remote, socket->family, address, length);
}

/* SHUT_RD alone stays with us: a unix peer would see it, a TCP peer does not. */
int socket_shutdown(struct socket *socket, int fd, int how)
{
	bool is_listening = atomic_load(&socket->state) == SOCKET_LISTENING;
	if (how != SHUT_RD && how != SHUT_WR && how != SHUT_RDWR)
		return -EINVAL;
	if (!is_listening && !has_peer(socket, fd)) {
		if (socket->type == SOCK_DGRAM)
			real(shutdown)(fd, how);
		return -ENOTCONN;
	}
	if (is_listening && how == SHUT_WR)
		return 0;
	if (is_listening) { /* TCP may listen again, the real socket cannot */
		atomic_store(&socket->state, SOCKET_BOUND);
		socket->needs_fresh_real = true;
		return kernel_result(real(shutdown)(fd, how));
	}
	journal_shutdown(socket, how);
	socket->is_shut_for_read |= how != SHUT_WR;
	socket->is_shut_for_write |= how != SHUT_RD;
	if (how == SHUT_RD && socket->type == SOCK_STREAM)
		return 0;
	return kernel_result(real(shutdown)(fd, how));
}

void socket_before_close(struct socket *socket, int fd)
{
	int unread = 0;
	if (socket->type != SOCK_STREAM || !socket_is_connected(socket))
		return;
	bool is_reset = socket->options.is_reset_on_close && !socket->is_shut_for_write;
	if (is_reset)
		reset_record(socket);
	if (!socket->is_recorded)
		return;
	real(ioctl)(fd, FIONREAD, &unread); /* unread data turn a close into a reset */
	journal_close(socket, is_reset || unread > 0);
}
