/* The table of integer options: which sockets know them, which values they take, their defaults. */
#ifndef SOCKETWRAP_OPTION_TABLE_H
#define SOCKETWRAP_OPTION_TABLE_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/socket.h>

struct socket;

enum option_kind {
	OPTION_FLAG, /* any integer; reads back as 0 or 1 */
	OPTION_RANGE, /* minimum..maximum, else EINVAL */
	OPTION_RANGE_OR_DEFAULT, /* the same, and -1 means the default */
	OPTION_CONSTANT, /* cannot be set: ENOPROTOOPT */
	OPTION_IGNORED, /* may be set, always reads as the default */
	OPTION_STORAGE, /* not an integer to the program, but one is kept of it */
};

/* What a value may measure when it is set. A shorter one is EINVAL. */
enum option_size {
	SIZE_INT, /* an int, or more */
	SIZE_INT_EXACTLY,
	SIZE_INT_OR_BYTE, /* an int, else its first byte */
	SIZE_INT_BYTE_OR_NONE, /* the same, and nothing at all means 0 */
	SIZE_INT_OR_ZERO, /* an int; anything shorter means 0 */
};

struct option_row {
	uint8_t level; /* SOL_SOCKET, IPPROTO_IP, IPPROTO_TCP, IPPROTO_UDP or IPPROTO_IPV6 */
	int16_t name;
	uint8_t kind;
	uint8_t size;
	uint8_t stream_error; /* errno when set on a TCP socket; 0: allowed */
	uint8_t mirror; /* offset in struct socket_options of the bool that follows it; 0: none */
	int32_t minimum, maximum, fallback;
	/* Replaces the value that is to be kept: 0 or -errno. */
	int (*check)(struct socket *socket, int *value);
	/* Replaces the value that is read: 0 or -errno. */
	int (*read)(const struct socket *socket, int *value);
};

/* NULL: no such integer option. */
const struct option_row *option_find(int level, int name);
int option_kept(const struct socket *socket, const struct option_row *row);
bool option_is_kept(const struct socket *socket, const struct option_row *row);
/* 0, or -ENOBUFS when the program sets more options on one socket than there is room for. */
int option_keep(struct socket *socket, const struct option_row *row, int value);
void option_forget(struct socket *socket, int level, int name);
/* The options that the program has set, by number; NULL after the last one. */
const struct option_row *option_kept_at(const struct socket *socket, int number, int *value);

/* Options whose value is not one integer. They answer OPTION_IS_AN_INTEGER for the rest. */
enum { OPTION_IS_AN_INTEGER = 1 };
int option_socket_set(struct socket *socket, int fd, int name, const void *value, socklen_t length);
int option_socket_get(struct socket *socket, int fd, int name, void *value, socklen_t *length);
int option_tcp_set(struct socket *socket, int name, const void *value, socklen_t length);
int option_tcp_get(struct socket *socket, int fd, int name, void *value, socklen_t *length);
int option_ip_set(struct socket *socket, int name, const void *value, socklen_t length);
int option_ip_get(struct socket *socket, int name, void *value, socklen_t *length);
int option_ipv6_set(struct socket *socket, int name, const void *value, socklen_t length);
int option_ipv6_get(struct socket *socket, int name, void *value, socklen_t *length);
int option_membership_set(struct socket *socket, int name, const void *value, socklen_t length);
int option_membership_set_v6(struct socket *socket, int name, const void *value, socklen_t length);

/* Copies as the kernel does: the smaller of the two lengths, which `*length` then holds. */
int option_copy(const void *from, socklen_t size, void *value, socklen_t *length);

/* Rules of single integer options, for the table. */
int check_tos(struct socket *socket, int *value);
int check_tclass(struct socket *socket, int *value);
int check_local_port_range(struct socket *socket, int *value);
int check_unicast_interface(struct socket *socket, int *value);
int check_multicast_interface_v6(struct socket *socket, int *value);
int check_v6_only(struct socket *socket, int *value);
int read_v6_only(const struct socket *socket, int *value);
int check_transparent(struct socket *socket, int *value);
int check_path_mtu(struct socket *socket, int *value);
int check_address_form(struct socket *socket, int *value);
int read_address_form(const struct socket *socket, int *value);
int read_path_mtu(const struct socket *socket, int *value);
int read_multicast_all(const struct socket *socket, int *value);
int read_local_port(const struct socket *socket, int *value);

int check_maximum_segment(struct socket *socket, int *value);
int check_linger_time(struct socket *socket, int *value);
int check_deferred_accept(struct socket *socket, int *value);
int check_window_clamp(struct socket *socket, int *value);
int check_fast_open(struct socket *socket, int *value);
int check_fast_open_connect(struct socket *socket, int *value);
int check_privileged(struct socket *socket, int *value);
int check_encapsulation(struct socket *socket, int *value);
int check_coverage(struct socket *socket, int *value);
int read_maximum_segment(const struct socket *socket, int *value);
int read_fast_open(const struct socket *socket, int *value);
int read_clock_ms(const struct socket *socket, int *value);
int read_window_clamp(const struct socket *socket, int *value);

int check_priority(struct socket *socket, int *value);
int check_interface_index(struct socket *socket, int *value);
int read_interface_index(const struct socket *socket, int *value);
int read_domain(const struct socket *socket, int *value);
int read_protocol(const struct socket *socket, int *value);
int read_type(const struct socket *socket, int *value);
int read_accepts(const struct socket *socket, int *value);

#endif
