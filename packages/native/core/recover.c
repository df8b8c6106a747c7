/* Reading what a socket is from the kernel, for descriptors that another program opened. */
#include <netinet/in.h>
#include <string.h>

#include "../real/real.h"
#include "name.h"
#include "network.h"
#include "socket.h"
#include "udp.h"

/* Names do not tell an unbound socket's family, nor that an IPv6 socket speaks IPv4. A unix
 * socket has no use for its priority, which therefore carries the family, and whether a datagram
 * socket is one of UDP-Lite. */
enum { MARK_UDPLITE_V4 = 3, MARK_UDPLITE_V6, MARK_V4, MARK_V6 };

void socket_mark_for_transfer(int fd)
{
	struct socket *socket = table_find(fd);
	if (socket == NULL)
		return;
	socket_bind_late(socket, fd);
	int mark = socket->protocol == IPPROTO_UDPLITE ? MARK_UDPLITE_V4 : MARK_V4;
	mark += socket->family == AF_INET6;
	real(setsockopt)(fd, SOL_SOCKET, SO_PRIORITY, &mark, sizeof mark);
}

static int read_int(int fd, int name)
{
	int value = 0;
	socklen_t length = sizeof value;
	return real(getsockopt)(fd, SOL_SOCKET, name, &value, &length) == 0 ? value : -1;
}

/* UDP-Lite's are on datagram sockets only: a program may give its own unix sockets such priorities. */
static int read_mark(int fd)
{
	int mark = read_int(fd, SO_PRIORITY);
	bool is_lite = mark == MARK_UDPLITE_V4 || mark == MARK_UDPLITE_V6;
	return is_lite && read_int(fd, SO_TYPE) != SOCK_DGRAM ? 0 : mark;
}

static int marked_family(int mark)
{
	switch (mark) {
	case MARK_UDPLITE_V4:
	case MARK_V4:
		return AF_INET;
	case MARK_UDPLITE_V6:
	case MARK_V6:
		return AF_INET6;
	default:
		return AF_UNSPEC;
	}
}

static int protocol_of(int fd, int mark, const struct name_parts *own)
{
	if (read_int(fd, SO_TYPE) == SOCK_STREAM)
		return IPPROTO_TCP;
	bool is_lite = own != NULL ? own->kind == NAME_UDPLITE
	                           : mark == MARK_UDPLITE_V4 || mark == MARK_UDPLITE_V6;
	return is_lite ? IPPROTO_UDPLITE : IPPROTO_UDP;
}

static bool read_peer(int fd, const struct network *network, struct name_parts *parts)
{
	struct sockaddr_un peer;
	socklen_t length = sizeof peer;
	return real(getpeername)(fd, (struct sockaddr *)&peer, &length) == 0 &&
	       name_parse(network, &peer, length, parts);
}

static bool read_own(int fd, const struct network *network, struct name_parts *parts)
{
	struct sockaddr_un own;
	socklen_t length = sizeof own;
	return real(getsockname)(fd, (struct sockaddr *)&own, &length) == 0 &&
	       name_parse(network, &own, length, parts);
}

static void fill_connection(struct socket *socket, const struct name_parts *client, bool is_server)
{
	socket->local = is_server ? client->remote : client->local;
	socket->remote = is_server ? client->local : client->remote;
	socket->peer_host = client->host;
	socket->is_server_side = is_server;
	socket->needs_fresh_real = true;
	atomic_store(&socket->state, SOCKET_CONNECTED);
}

static void fill_bound(struct socket *socket, int fd, const struct name_parts *own)
{
	struct name_parts peer;
	socket->slot = own->slot;
	socket->options.is_v6_only = own->form == FORM_V6 && address_is_any(&own->local.address);
	socket->options.is_reuse_port = own->slot != SLOT_ALONE;
	if (own->kind == NAME_TCP && read_peer(fd, socket->context.network, &peer) &&
	    peer.kind == NAME_CONNECTION) {
		fill_connection(socket, &peer, true);
		return;
	}
	socket->is_bound_by_program = socket->is_port_chosen_by_program = true;
	socket->local = socket->bound = own->local;
	bool is_listening = own->kind == NAME_TCP && read_int(fd, SO_ACCEPTCONN) == 1;
	atomic_store(&socket->state, is_listening ? SOCKET_LISTENING : SOCKET_BOUND);
	if (own->kind != NAME_TCP)
		udp_recover_peer(socket);
}

static void fill(struct socket *socket, int fd, const struct name_parts *own)
{
	socket->context.host = own->host;
	if (own->kind == NAME_CONNECTION)
		fill_connection(socket, own, false);
	else
		fill_bound(socket, fd, own);
}

void socket_refresh(struct socket *socket, int fd)
{
	struct name_parts own;
	bool is_open = atomic_load(&socket->state) == SOCKET_UNBOUND && socket->bound.port == 0 &&
	               !socket->needs_fresh_real;
	if (is_open && read_own(fd, socket->context.network, &own))
		fill(socket, fd, &own);
}

struct socket *socket_recover(int fd, struct context context)
{
	struct name_parts own;
	if (context.network == NULL || read_int(fd, SO_DOMAIN) != AF_UNIX)
		return NULL;
	bool has_name = read_own(fd, context.network, &own);
	int mark = read_mark(fd), family = marked_family(mark);
	if (!has_name && family == AF_UNSPEC)
		return NULL;
	if (family == AF_UNSPEC && own.kind == NAME_CONNECTION)
		family = address_is_v4(&own.local.address) ? AF_INET : AF_INET6;
	else if (family == AF_UNSPEC)
		family = own.form == FORM_V4 ? AF_INET : AF_INET6;
	int protocol = protocol_of(fd, mark, has_name ? &own : NULL);
	struct socket *socket = table_claim(fd, context, family, protocol);
	if (socket != NULL && has_name)
		fill(socket, fd, &own);
	return socket;
}
