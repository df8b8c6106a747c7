#include "option_table.h"

#include <errno.h>
#include <linux/filter.h>
#include <net/if.h>
#include <netinet/in.h>
#include <string.h>

#include "../real/real.h"
#include "interface.h"
#include "option_numbers.h"
#include "options.h"
#include "socket.h"

enum {
	RECEIVE_BUFFER_TCP = 131072,
	SEND_BUFFER_TCP = 16384,
	SEND_BUFFER_CONNECTED = 2626560,
	SEND_BUFFER_DATAGRAM =
		212992, /* a unix datagram must fit into the buffer, a UDP one need not */
	TIMESTAMPING_KNOWN = (1 << 18) - 1,
};

/* --- rules of integer options --------------------------------------------------------------- */

int check_interface_index(struct socket *socket, int *value)
{
	if (*value < 0 || *value > UINT8_MAX)
		return -EINVAL;
	socket->options.bound_interface = (uint8_t)*value;
	return 0;
}

int check_priority(struct socket *socket, int *value)
{
	(void)socket;
	enum { PRIORITY_OF_EVERYBODY = 6 };
	return (*value < 0 || *value > PRIORITY_OF_EVERYBODY) && geteuid() != 0 ? -EPERM : 0;
}

int read_interface_index(const struct socket *socket, int *value)
{
	*value = socket->options.bound_interface;
	return 0;
}

int read_domain(const struct socket *socket, int *value)
{
	*value = socket->family;
	return 0;
}

int read_protocol(const struct socket *socket, int *value)
{
	*value = socket->protocol;
	return 0;
}

int read_type(const struct socket *socket, int *value)
{
	*value = socket->type;
	return 0;
}

int read_accepts(const struct socket *socket, int *value)
{
	*value = socket->state == SOCKET_LISTENING;
	return 0;
}

/* --- set ------------------------------------------------------------------------------------ */

static int pass(struct socket *socket, int fd, int name, const void *value, socklen_t length)
{
	int result = kernel_result(real(setsockopt)(fd, SOL_SOCKET, name, value, length));
	if (result == 0 && name < 64)
		socket->options.passed |= 1ULL << name;
	return result;
}

static int set_device(struct socket *socket, const void *value, socklen_t length)
{
	char name[IFNAMSIZ] = "";
	memcpy(name, value == NULL ? "" : value,
	       length < sizeof(name) - 1 ? length : sizeof(name) - 1);
	unsigned index = interface_find(name);
	if (index == INTERFACE_NONE && name[0] != '\0')
		return -ENODEV;
	socket->options.bound_interface = (uint8_t)index;
	return 0;
}

static int set_linger(struct socket *socket, int fd, const void *value, socklen_t length)
{
	struct linger linger;
	if (length < sizeof(linger))
		return -EINVAL;
	memcpy(&linger, value, sizeof(linger));
	socket->options.is_reset_on_close = linger.l_onoff != 0 && linger.l_linger == 0;
	return pass(socket, fd, SO_LINGER, value, length);
}

/* The program's size is kept apart, so that the real socket stays large enough for any datagram. */
static int set_send_buffer(struct socket *socket, int fd, const void *value, socklen_t length)
{
	int result = pass(socket, fd, SO_SNDBUF, value, length), size = 0,
	    large = SEND_BUFFER_DATAGRAM / 2;
	socklen_t size_length = sizeof(size);
	if (result < 0 || socket->type == SOCK_STREAM)
		return result;
	real(getsockopt)(fd, SOL_SOCKET, SO_SNDBUF, &size, &size_length);
	if (size < SEND_BUFFER_DATAGRAM)
		real(setsockopt)(fd, SOL_SOCKET, SO_SNDBUF, &large, sizeof(large));
	return option_keep(socket, option_find(SOL_SOCKET, SO_SNDBUF), size);
}

static int set_timestamps(struct socket *socket, int name, int value)
{
	enum timestamp_kind kind =
		name == SO_TIMESTAMP ? TIMESTAMPS_MICROSECONDS : TIMESTAMPS_NANOSECONDS;
	if (name == SO_TIMESTAMPING) {
		if ((value & ~TIMESTAMPING_KNOWN) != 0)
			return -EINVAL;
		return option_keep(socket, option_find(SOL_SOCKET, SO_TIMESTAMPING), value);
	}
	socket->options.timestamps = (uint8_t)(value != 0 ? kind : TIMESTAMPS_OFF);
	return 0;
}

/* Filters are checked and not run: what they would see is not there. */
static int set_filter(int name, const void *value, socklen_t length)
{
	struct sock_fprog program;
	if (name == SO_ATTACH_BPF || name == SO_ATTACH_REUSEPORT_EBPF)
		return length == sizeof(int) ? 0 : -EINVAL;
	if (length != sizeof(program))
		return -EINVAL;
	memcpy(&program, value, sizeof(program));
	return program.filter != NULL && program.len > 0 && program.len <= BPF_MAXINSNS ? 0
	                                                                                : -EINVAL;
}

static int set_sized(struct socket *socket, int fd, int name, const void *value, socklen_t length)
{
	int integer;
	memcpy(&integer, value, sizeof(integer));
	switch (name) {
	case SO_REUSEADDR:
		socket->options.is_reuse_address = integer != 0;
		return pass(socket, fd, name, value, length);
	case SO_BROADCAST:
		socket->options.is_broadcast = integer != 0;
		return pass(socket, fd, name, value, length);
	case SO_LINGER:
		return set_linger(socket, fd, value, length);
	case SO_SNDBUF:
		return set_send_buffer(socket, fd, value, length);
	case SO_TIMESTAMP:
	case SO_TIMESTAMPNS:
	case SO_TIMESTAMPING:
		return set_timestamps(socket, name, integer);
	case SO_ATTACH_FILTER:
	case SO_ATTACH_BPF:
	case SO_ATTACH_REUSEPORT_CBPF:
	case SO_ATTACH_REUSEPORT_EBPF:
		return set_filter(name, value, length);
	case SO_PASSCRED: /* of unix sockets; passed on, it would even name the real one */
	case SO_PASSSEC:
	case OPTION_SO_PASSPIDFD:
	case OPTION_SO_PASSRIGHTS:
	case SO_ZEROCOPY: /* nobody would say when the buffer is free again */
		return -EOPNOTSUPP;
	case OPTION_SO_TXREHASH:
		return socket->type == SOCK_STREAM ? OPTION_IS_AN_INTEGER : -EOPNOTSUPP;
	case OPTION_SO_INQ:
		return -ENOPROTOOPT;
	case SO_PEEK_OFF: /* would count the header of a datagram */
		if (socket->type == SOCK_DGRAM && integer >= 0)
			return -EOPNOTSUPP;
		break;
	}
	return option_find(SOL_SOCKET, name) != NULL ? OPTION_IS_AN_INTEGER
	                                             : pass(socket, fd, name, value, length);
}

int option_socket_set(struct socket *socket, int fd, int name, const void *value, socklen_t length)
{
	if (name == SO_BINDTODEVICE)
		return set_device(socket, value, length);
	return length < sizeof(int) ? -EINVAL : set_sized(socket, fd, name, value, length);
}

/* --- get ------------------------------------------------------------------------------------ */

static int get_pass(int fd, int name, void *value, socklen_t *length)
{
	return kernel_result(real(getsockopt)(fd, SOL_SOCKET, name, value, length));
}

static int get_integer(int integer, void *value, socklen_t *length)
{
	return option_copy(&integer, sizeof(integer), value, length);
}

static int get_error(struct socket *socket, int fd, void *value, socklen_t *length)
{
	return get_integer(socket_take_error(socket, fd), value, length);
}

static int get_device(const struct socket *socket, void *value, socklen_t *length)
{
	const char *name = interface_name(socket->options.bound_interface);
	if (name == NULL) {
		*length = 0;
		return 0;
	}
	return *length < IFNAMSIZ ? -EINVAL
	                          : option_copy(name, (socklen_t)strlen(name) + 1, value, length);
}

static int get_peer_name(struct socket *socket, int fd, void *value, socklen_t *length)
{
	struct sockaddr_storage name;
	socklen_t size = sizeof(name);
	if (socket_peer_name(socket, fd, (struct sockaddr *)&name, &size) < 0)
		return -ENOTCONN;
	return size < *length ? -EINVAL : option_copy(&name, size, value, length);
}

/* TCP sockets are not of the size of unix sockets until a program says so. */
static int get_buffer(const struct socket *socket, int fd, int name, void *value, socklen_t *length)
{
	bool is_set = (socket->options.passed & 1ULL << name) != 0;
	if (socket->type == SOCK_DGRAM && name == SO_SNDBUF && is_set)
		return get_integer(option_value(socket, SOL_SOCKET, SO_SNDBUF), value, length);
	if (socket->type == SOCK_DGRAM || is_set)
		return get_pass(fd, name, value, length);
	int send_size = socket->state == SOCKET_CONNECTED ? SEND_BUFFER_CONNECTED : SEND_BUFFER_TCP;
	return get_integer(name == SO_RCVBUF ? RECEIVE_BUFFER_TCP : send_size, value, length);
}

int option_socket_get(struct socket *socket, int fd, int name, void *value, socklen_t *length)
{
	const struct {
		int pid, uid, gid;
	} nobody = { 0, -1, -1 };
	switch (name) {
	case SO_ERROR:
		return get_error(socket, fd, value, length);
	case SO_BINDTODEVICE:
		return get_device(socket, value, length);
	case SO_PEERCRED:
		return option_copy(&nobody, sizeof(nobody), value, length);
	case SO_PEERNAME:
		return get_peer_name(socket, fd, value, length);
	case SO_SNDBUF:
	case SO_RCVBUF:
		return get_buffer(socket, fd, name, value, length);
	case SO_TIMESTAMP:
		return get_integer(socket->options.timestamps == TIMESTAMPS_MICROSECONDS, value,
		                   length);
	case SO_TIMESTAMPNS:
		return get_integer(socket->options.timestamps == TIMESTAMPS_NANOSECONDS, value,
		                   length);
	case SO_TIMESTAMPING: {
		int flags[2] = { option_value(socket, SOL_SOCKET, SO_TIMESTAMPING), 0 };
		return option_copy(flags, sizeof(flags), value, length);
	}
	case SO_ATTACH_FILTER: /* reads the program of a filter; there is none */
		*length = 0;
		return 0;
	case SO_PEERSEC:
		return -ENOPROTOOPT;
	case SO_PEERGROUPS:
	case OPTION_SO_PEERPIDFD:
		return -ENODATA;
	case SO_PASSCRED:
	case SO_PASSSEC:
	case OPTION_SO_PASSPIDFD:
	case OPTION_SO_PASSRIGHTS:
		return -EOPNOTSUPP;
	case OPTION_SO_TXREHASH:
		return socket->type == SOCK_STREAM ? OPTION_IS_AN_INTEGER : -EOPNOTSUPP;
	default:
		return option_find(SOL_SOCKET, name) != NULL ? OPTION_IS_AN_INTEGER
		                                             : get_pass(fd, name, value, length);
	}
}
