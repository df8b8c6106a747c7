#include "options.h"

#include <errno.h>
#include <limits.h>
#include <netinet/in.h>
#include <string.h>
#include <netinet/udp.h>

#include "option_table.h"
#include "socket.h"

/* The level that a socket of this family and type knows by this number, or -1. */
static int known_level(const struct socket *socket, int level)
{
	bool is_stream = socket->type == SOCK_STREAM;
	switch (level) {
	case SOL_SOCKET:
	case IPPROTO_IP:
		return level;
	case IPPROTO_TCP:
		return is_stream ? level : -1;
	case IPPROTO_UDP:
	case IPPROTO_UDPLITE: /* to the kernel's UDP the same, for both protocols */
		return is_stream ? -1 : IPPROTO_UDP;
	case IPPROTO_IPV6:
		return socket->family == AF_INET6 ? level : -1;
	default:
		return -1;
	}
}

int option_copy(const void *from, socklen_t size, void *value, socklen_t *length)
{
	if (*length > size)
		*length = size;
	if (*length > 0 && value == NULL)
		return -EFAULT;
	if (*length > 0)
		memcpy(value, from, *length);
	return 0;
}

/* --- set ------------------------------------------------------------------------------------ */

static int read_integer(const struct option_row *row, const void *value, socklen_t length,
                        int *integer)
{
	*integer = 0;
	if (length >= sizeof(int) && (row->size != SIZE_INT_EXACTLY || length == sizeof(int))) {
		memcpy(integer, value, sizeof(int));
		return 0;
	}
	switch (row->size) {
	case SIZE_INT_OR_ZERO:
		return 0;
	case SIZE_INT_OR_BYTE:
	case SIZE_INT_BYTE_OR_NONE:
		if (length > 0)
			*integer = *(const uint8_t *)value;
		return length == 0 && row->size == SIZE_INT_OR_BYTE ? -EINVAL : 0;
	default:
		return -EINVAL;
	}
}

static int fit_integer(const struct option_row *row, int *value)
{
	if (row->kind == OPTION_FLAG)
		*value = *value != 0;
	else if (row->kind == OPTION_RANGE_OR_DEFAULT && *value == -1)
		*value = row->fallback;
	else if (*value < row->minimum || *value > row->maximum)
		return -EINVAL;
	return 0;
}

/* Rules of the stack read booleans, which must follow the kept value. */
static void mirror(struct socket *socket, const struct option_row *row, int value)
{
	bool is_loop = row->level == IPPROTO_IP
	                       ? row->name == IP_MULTICAST_LOOP
	                       : row->level == IPPROTO_IPV6 && row->name == IPV6_MULTICAST_LOOP;
	if (row->mirror != 0)
		((bool *)&socket->options)[row->mirror - 1] = value != 0;
	if (is_loop)
		socket->options.is_multicast_loop_off = value == 0;
}

static int set_integer(struct socket *socket, const struct option_row *row, const void *value,
                       socklen_t length)
{
	int integer;
	if (row->stream_error != 0 && socket->type == SOCK_STREAM)
		return -row->stream_error;
	int result = read_integer(row, value, length, &integer);
	if (row->kind == OPTION_CONSTANT)
		return result < 0 && row->level != IPPROTO_IP ? result : -ENOPROTOOPT;
	if (result == 0)
		result = fit_integer(row, &integer);
	if (result == 0 && row->check != NULL)
		result = row->check(socket, &integer);
	if (result < 0 || row->kind == OPTION_IGNORED)
		return result;
	result = option_keep(socket, row, integer);
	if (result == 0)
		mirror(socket, row, integer);
	return result;
}

static int set_other(struct socket *socket, int fd, int level, int name, const void *value,
                     socklen_t length)
{
	switch (level) {
	case SOL_SOCKET:
		return option_socket_set(socket, fd, name, value, length);
	case IPPROTO_TCP:
		return option_tcp_set(socket, name, value, length);
	case IPPROTO_IP:
		return option_ip_set(socket, name, value, length);
	case IPPROTO_IPV6:
		return option_ipv6_set(socket, name, value, length);
	default:
		return OPTION_IS_AN_INTEGER;
	}
}

int option_set(struct socket *socket, int fd, int level, int name, const void *value,
               socklen_t length)
{
	if (length > INT_MAX)
		return -EINVAL;
	if (value == NULL && length > 0)
		return -EFAULT;
	level = known_level(socket, level);
	if (level < 0 || name < 0)
		return -ENOPROTOOPT;
	int result = set_other(socket, fd, level, name, value, length);
	if (result != OPTION_IS_AN_INTEGER)
		return result;
	const struct option_row *row = option_find(level, name);
	if (row != NULL)
		return set_integer(socket, row, value, length);
	bool checks_size_first = level != IPPROTO_IP && level != IPPROTO_IPV6;
	return checks_size_first && length < sizeof(int) ? -EINVAL : -ENOPROTOOPT;
}

/* --- get ------------------------------------------------------------------------------------ */

static int get_other(struct socket *socket, int fd, int level, int name, void *value,
                     socklen_t *length)
{
	switch (level) {
	case SOL_SOCKET:
		return option_socket_get(socket, fd, name, value, length);
	case IPPROTO_TCP:
		return option_tcp_get(socket, fd, name, value, length);
	case IPPROTO_IP:
		return option_ip_get(socket, name, value, length);
	case IPPROTO_IPV6:
		return option_ipv6_get(socket, name, value, length);
	default:
		return OPTION_IS_AN_INTEGER;
	}
}

static int get_integer(struct socket *socket, const struct option_row *row, void *value,
                       socklen_t *length)
{
	int integer = option_kept(socket, row);
	int result = row->read == NULL ? 0 : row->read(socket, &integer);
	if (result < 0)
		return result;
	/* ip(7): a value that fits into a byte is given as one when the buffer is too short for an int. */
	bool is_byte =
		row->level == IPPROTO_IP && *length < sizeof(int) && integer >= 0 && integer <= 255;
	uint8_t byte = (uint8_t)integer;
	return is_byte ? option_copy(&byte, sizeof(byte), value, length)
	               : option_copy(&integer, sizeof(integer), value, length);
}

int option_get(struct socket *socket, int fd, int level, int name, void *value, socklen_t *length)
{
	if (length == NULL)
		return -EFAULT;
	/* The kernel's IPv6 takes a negative length for a large one. */
	if (*length > INT_MAX && level != IPPROTO_IPV6)
		return -EINVAL;
	level = known_level(socket, level);
	if (level < 0)
		return socket->family == AF_INET ? -EOPNOTSUPP : -ENOPROTOOPT;
	if (name < 0)
		return -ENOPROTOOPT;
	int result = get_other(socket, fd, level, name, value, length);
	if (result != OPTION_IS_AN_INTEGER)
		return result;
	const struct option_row *row = option_find(level, name);
	return row == NULL ? -ENOPROTOOPT : get_integer(socket, row, value, length);
}

int option_value(const struct socket *socket, int level, int name)
{
	const struct option_row *row = option_find(level, name);
	return row == NULL ? 0 : option_kept(socket, row);
}
