#include "option_table.h"

#include <errno.h>
#include <limits.h>
#include <netinet/in.h>
#include <stddef.h>
#include <linux/tcp.h>
#include <linux/udp.h>

#include "option_numbers.h"
#include "options.h"
#include "socket.h"

#define MIRROR(field) .mirror = offsetof(struct socket_options, field) + 1
#define ROW(row_level, row_name, row_size, ...) \
	.level = row_level, .name = row_name, .size = row_size, .kind = __VA_ARGS__

#define TCP(name, ...) ROW(IPPROTO_TCP, name, SIZE_INT, __VA_ARGS__)
#define UDP(name, ...) ROW(IPPROTO_UDP, name, SIZE_INT, __VA_ARGS__)
#define IP4(name, size, ...) ROW(IPPROTO_IP, name, size, __VA_ARGS__)
#define IP6(name, ...) ROW(IPPROTO_IPV6, name, SIZE_INT, __VA_ARGS__)
#define SOL(name, ...) ROW(SOL_SOCKET, name, SIZE_INT, __VA_ARGS__)
#define FLAG OPTION_FLAG
#define CONSTANT OPTION_CONSTANT
#define IGNORED OPTION_IGNORED
#define BETWEEN(low, high) OPTION_RANGE, .minimum = low, .maximum = high
#define BETWEEN_OR_DEFAULT(low, high) OPTION_RANGE_OR_DEFAULT, .minimum = low, .maximum = high
#define ANY BETWEEN(INT_MIN, INT_MAX)

/* Defaults and limits are those of Linux 6.18 with its sysctls untouched. The rows that programs
 * use most come first. */
/* clang-format off */
static const struct option_row rows[] = {
	{ TCP(TCP_NODELAY, FLAG) },
	{ TCP(TCP_KEEPIDLE, BETWEEN(1, 32767)), .fallback = 7200 },
	{ TCP(TCP_KEEPINTVL, BETWEEN(1, 32767)), .fallback = 75 },
	{ TCP(TCP_KEEPCNT, BETWEEN(1, 127)), .fallback = 9 },
	{ TCP(TCP_CORK, FLAG) },
	{ TCP(TCP_QUICKACK, FLAG), .fallback = 1 },
	{ TCP(TCP_USER_TIMEOUT, BETWEEN(0, INT_MAX)) },
	{ TCP(TCP_DEFER_ACCEPT, ANY), .check = check_deferred_accept },
	{ TCP(TCP_FASTOPEN, BETWEEN(0, INT_MAX)), .check = check_fast_open, .read = read_fast_open },
	{ TCP(TCP_MAXSEG, ANY), .check = check_maximum_segment, .read = read_maximum_segment },
	{ TCP(TCP_SYNCNT, BETWEEN(1, 127)), .fallback = 6 },
	{ TCP(TCP_LINGER2, ANY), .fallback = 60, .check = check_linger_time },
	{ TCP(TCP_WINDOW_CLAMP, ANY), .check = check_window_clamp, .read = read_window_clamp },
	{ TCP(TCP_NOTSENT_LOWAT, ANY) },
	{ TCP(TCP_FASTOPEN_CONNECT, BETWEEN(0, 1)), .check = check_fast_open_connect },
	{ TCP(TCP_FASTOPEN_NO_COOKIE, BETWEEN(0, 1)) },
	{ TCP(TCP_THIN_LINEAR_TIMEOUTS, BETWEEN(0, 1)) },
	{ TCP(TCP_THIN_DUPACK, OPTION_IGNORED), .minimum = 0, .maximum = 1 },
	{ TCP(TCP_REPAIR, ANY), .check = check_privileged },
	{ TCP(TCP_TIMESTAMP, ANY), .check = check_privileged, .read = read_clock_ms },
	{ TCP(TCP_SAVE_SYN, BETWEEN(0, 2)) },
	{ TCP(TCP_INQ, BETWEEN(0, 1)) },
	{ TCP(TCP_TX_DELAY, BETWEEN(0, 1 << 30)) },
	{ TCP(OPTION_TCP_IS_MPTCP, CONSTANT) },
	{ TCP(OPTION_TCP_RTO_MAX_MS, BETWEEN(1000, 120000)), .fallback = 120000 },
	{ TCP(OPTION_TCP_RTO_MIN_US, BETWEEN(1, 200000)), .fallback = 200000 },
	{ TCP(OPTION_TCP_DELACK_MAX_US, BETWEEN(1, 200000)), .fallback = 200000 },
	{ TCP(TCP_CONGESTION, OPTION_STORAGE) },

	{ UDP(UDP_CORK, FLAG) },
	{ UDP(UDP_ENCAP, ANY), .check = check_encapsulation },
	{ UDP(UDP_NO_CHECK6_TX, FLAG) },
	{ UDP(UDP_NO_CHECK6_RX, FLAG) },
	{ UDP(OPTION_UDP_SEGMENT, CONSTANT) }, /* programs then cut their datagrams themselves */
	{ UDP(OPTION_UDP_GRO, FLAG) },
	{ UDP(OPTION_UDPLITE_SEND_CSCOV, ANY), .check = check_coverage },
	{ UDP(OPTION_UDPLITE_RECV_CSCOV, ANY), .check = check_coverage },

	{ IP6(IPV6_V6ONLY, FLAG), .check = check_v6_only, .read = read_v6_only, MIRROR(is_v6_only) },
	{ IP6(IPV6_TCLASS, BETWEEN_OR_DEFAULT(0, 255)), .check = check_tclass },
	{ IP6(IPV6_UNICAST_HOPS, BETWEEN_OR_DEFAULT(0, 255)), .fallback = 64 },
	{ IP6(IPV6_MULTICAST_IF, ANY), .check = check_multicast_interface_v6, .stream_error = ENOPROTOOPT },
	{ IP6(IPV6_MULTICAST_HOPS, BETWEEN_OR_DEFAULT(0, 255)), .fallback = 1, .stream_error = ENOPROTOOPT },
	{ IP6(IPV6_MULTICAST_LOOP, BETWEEN(0, 1)), .fallback = 1 },
	{ IP6(OPTION_IPV6_MULTICAST_ALL, FLAG), .fallback = 1 },
	{ ROW(IPPROTO_IPV6, OPTION_IPV6_UNICAST_IF, SIZE_INT_EXACTLY, ANY), .check = check_unicast_interface },
	{ IP6(IPV6_ADDRFORM, ANY), .check = check_address_form, .read = read_address_form },
	{ IP6(IPV6_MTU, OPTION_IGNORED), .minimum = INT_MIN, .maximum = INT_MAX, .check = check_path_mtu, .read = read_path_mtu },
	{ IP6(IPV6_MTU_DISCOVER, BETWEEN(0, 5)), .fallback = 1 },
	{ IP6(IPV6_RECVERR, FLAG) },
	{ IP6(OPTION_IPV6_RECVERR_RFC4884, BETWEEN(0, 1)) },
	{ IP6(IPV6_RECVPKTINFO, FLAG), MIRROR(wants_pktinfo_v6) },
	{ IP6(IPV6_2292PKTINFO, FLAG), MIRROR(wants_old_pktinfo_v6) },
	{ IP6(IPV6_RECVHOPLIMIT, FLAG), MIRROR(wants_hop_limit) },
	{ IP6(IPV6_2292HOPLIMIT, FLAG), MIRROR(wants_old_hop_limit) },
	{ IP6(IPV6_RECVTCLASS, FLAG), MIRROR(wants_tclass) },
	{ IP6(OPTION_IPV6_ORIGDSTADDR, FLAG), MIRROR(wants_original_dst_v6) },
	{ IP6(OPTION_IPV6_TRANSPARENT, FLAG), .check = check_transparent, MIRROR(is_free_bind) },
	{ IP6(OPTION_IPV6_FREEBIND, FLAG), MIRROR(is_free_bind) },
	{ ROW(IPPROTO_IPV6, IPV6_DONTFRAG, SIZE_INT_OR_ZERO, FLAG) },
	{ ROW(IPPROTO_IPV6, OPTION_IPV6_AUTOFLOWLABEL, SIZE_INT_OR_ZERO, FLAG), .fallback = 1 },
	{ ROW(IPPROTO_IPV6, OPTION_IPV6_RECVFRAGSIZE, SIZE_INT_OR_ZERO, FLAG) },
	{ IP6(IPV6_2292HOPOPTS, FLAG) },
	{ IP6(IPV6_2292DSTOPTS, FLAG) },
	{ IP6(IPV6_2292RTHDR, FLAG) },
	{ IP6(IPV6_RECVHOPOPTS, FLAG) },
	{ IP6(IPV6_RECVRTHDR, FLAG) },
	{ IP6(IPV6_RECVDSTOPTS, FLAG) },
	{ IP6(IPV6_RECVPATHMTU, FLAG) },
	{ IP6(OPTION_IPV6_ROUTER_ALERT, CONSTANT) },
	{ IP6(OPTION_IPV6_ROUTER_ALERT_ISOLATE, FLAG) },
	{ IP6(OPTION_IPV6_FLOWINFO, FLAG) },
	{ IP6(OPTION_IPV6_FLOWINFO_SEND, FLAG) },
	{ IP6(OPTION_IPV6_MINHOPCOUNT, BETWEEN(0, 255)) },
	{ IP6(OPTION_IPV6_ADDR_PREFERENCES, OPTION_IGNORED), .minimum = 0, .maximum = INT_MAX, .fallback = 0x500 },

	{ IP4(IP_TOS, SIZE_INT_BYTE_OR_NONE, ANY), .check = check_tos },
	{ IP4(IP_TTL, SIZE_INT_OR_BYTE, BETWEEN_OR_DEFAULT(1, 255)), .fallback = 64 },
	{ IP4(IP_MULTICAST_TTL, SIZE_INT_OR_BYTE, BETWEEN_OR_DEFAULT(0, 255)), .fallback = 1, .stream_error = EINVAL },
	{ IP4(IP_MULTICAST_LOOP, SIZE_INT_OR_BYTE, FLAG), .fallback = 1 },
	{ IP4(IP_MULTICAST_ALL, SIZE_INT_OR_BYTE, BETWEEN(0, 1)), .fallback = 1, .read = read_multicast_all },
	{ IP4(IP_UNICAST_IF, SIZE_INT_EXACTLY, ANY), .check = check_unicast_interface },
	{ IP4(OPTION_IP_LOCAL_PORT_RANGE, SIZE_INT_EXACTLY, ANY), .check = check_local_port_range },
	{ IP4(OPTION_IP_PROTOCOL, SIZE_INT, CONSTANT), .read = read_local_port },
	{ IP4(IP_MTU, SIZE_INT, CONSTANT), .read = read_path_mtu },
	{ IP4(IP_MTU_DISCOVER, SIZE_INT_BYTE_OR_NONE, BETWEEN(0, 5)), .fallback = 1 },
	{ IP4(IP_PKTINFO, SIZE_INT_BYTE_OR_NONE, FLAG), MIRROR(wants_pktinfo_v4) },
	{ IP4(IP_RECVTTL, SIZE_INT_BYTE_OR_NONE, FLAG), MIRROR(wants_ttl) },
	{ IP4(IP_RECVTOS, SIZE_INT_BYTE_OR_NONE, FLAG), MIRROR(wants_tos) },
	{ IP4(IP_RECVORIGDSTADDR, SIZE_INT_BYTE_OR_NONE, FLAG), MIRROR(wants_original_dst) },
	{ IP4(IP_RECVERR, SIZE_INT_BYTE_OR_NONE, FLAG) },
	{ IP4(OPTION_IP_RECVERR_RFC4884, SIZE_INT_BYTE_OR_NONE, BETWEEN(0, 1)) },
	{ IP4(IP_FREEBIND, SIZE_INT_OR_BYTE, FLAG), MIRROR(is_free_bind) },
	{ IP4(IP_TRANSPARENT, SIZE_INT_OR_BYTE, FLAG), .check = check_transparent, MIRROR(is_free_bind) },
	{ IP4(IP_BIND_ADDRESS_NO_PORT, SIZE_INT_BYTE_OR_NONE, FLAG) },
	{ IP4(IP_MINTTL, SIZE_INT_OR_BYTE, BETWEEN(0, 255)) },
	{ IP4(IP_RECVOPTS, SIZE_INT_BYTE_OR_NONE, FLAG) },
	{ IP4(IP_RETOPTS, SIZE_INT_BYTE_OR_NONE, FLAG) },
	{ IP4(IP_PASSSEC, SIZE_INT_BYTE_OR_NONE, FLAG) },
	{ IP4(IP_CHECKSUM, SIZE_INT_BYTE_OR_NONE, FLAG) },
	{ IP4(OPTION_IP_RECVFRAGSIZE, SIZE_INT_BYTE_OR_NONE, FLAG), .stream_error = EINVAL },
	{ IP4(IP_MULTICAST_IF, SIZE_INT, OPTION_STORAGE) },
	{ IP4(OPTION_IP_MULTICAST_ADDRESS, SIZE_INT, OPTION_STORAGE) },
	{ IP4(IP_HDRINCL, SIZE_INT, CONSTANT) },
	{ IP4(IP_ROUTER_ALERT, SIZE_INT, CONSTANT) },
	{ IP4(IP_NODEFRAG, SIZE_INT, CONSTANT) },

	{ SOL(SO_TYPE, CONSTANT), .read = read_type },
	{ SOL(SO_DOMAIN, CONSTANT), .read = read_domain },
	{ SOL(SO_PROTOCOL, CONSTANT), .read = read_protocol },
	{ SOL(SO_ACCEPTCONN, CONSTANT), .read = read_accepts },
	{ SOL(SO_REUSEPORT, FLAG), MIRROR(is_reuse_port) },
	{ SOL(SO_BINDTOIFINDEX, ANY), .check = check_interface_index, .read = read_interface_index },
	{ SOL(SO_PRIORITY, ANY), .check = check_priority }, /* recover.c has a use for the real one */
	{ SOL(SO_SNDBUF, OPTION_STORAGE) },
	{ SOL(SO_TIMESTAMPING, OPTION_STORAGE) },
	/* Those below make the kernel add control messages, which a unix socket would give wrongly. */
	{ SOL(SO_RXQ_OVFL, FLAG) },
	{ SOL(SO_SELECT_ERR_QUEUE, FLAG) },
	{ SOL(OPTION_SO_TXREHASH, BETWEEN_OR_DEFAULT(0, 1)), .fallback = 1 },
	{ SOL(OPTION_SO_RCVMARK, FLAG) },
	{ SOL(OPTION_SO_RCVPRIORITY, FLAG) },
};
/* clang-format on */

enum { ROW_COUNT = sizeof(rows) / sizeof(*rows) };
_Static_assert(ROW_COUNT <= UINT8_MAX, "kept_rows holds indices of one byte");
_Static_assert(offsetof(struct socket_options, timestamps) < UINT8_MAX, "mirror is one byte");

const struct option_row *option_find(int level, int name)
{
	for (int i = 0; i < ROW_COUNT; i++)
		if (rows[i].name == name && rows[i].level == level)
			return &rows[i];
	return NULL;
}

static int kept_place(const struct socket *socket, const struct option_row *row)
{
	const struct socket_options *options = &socket->options;
	for (int i = 0; i < options->kept_count; i++)
		if (options->kept_rows[i] == row - rows)
			return i;
	return -1;
}

bool option_is_kept(const struct socket *socket, const struct option_row *row)
{
	return kept_place(socket, row) >= 0;
}

int option_kept(const struct socket *socket, const struct option_row *row)
{
	int place = kept_place(socket, row);
	return place < 0 ? row->fallback : socket->options.kept_values[place];
}

int option_keep(struct socket *socket, const struct option_row *row, int value)
{
	struct socket_options *options = &socket->options;
	int place = kept_place(socket, row);
	if (place < 0) {
		if (options->kept_count == KEPT_OPTIONS_MAX)
			return -ENOBUFS;
		place = options->kept_count;
		options->kept_rows[place] = (uint8_t)(row - rows);
		options->kept_count++;
	}
	options->kept_values[place] = value;
	return 0;
}

void option_forget(struct socket *socket, int level, int name)
{
	struct socket_options *options = &socket->options;
	int place = kept_place(socket, option_find(level, name));
	if (place < 0)
		return;
	options->kept_count--;
	options->kept_rows[place] = options->kept_rows[options->kept_count];
	options->kept_values[place] = options->kept_values[options->kept_count];
}

const struct option_row *option_kept_at(const struct socket *socket, int number, int *value)
{
	const struct socket_options *options = &socket->options;
	if (number >= options->kept_count)
		return NULL;
	*value = options->kept_values[number];
	return &rows[options->kept_rows[number]];
}
