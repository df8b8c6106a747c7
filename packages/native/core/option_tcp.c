#include "option_table.h"

#include <errno.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <string.h>
#include <time.h>

#include "interface.h"
#include "options.h"
#include "socket.h"
#include "tcp_info.h"

/* What an Ethernet of 1500 bytes and the loopback of Linux give. */
enum {
	SEGMENT_BEFORE_CONNECT = 536,
	SEGMENT_ETHERNET_V4 = 1448,
	SEGMENT_ETHERNET_V6 = 1428,
	SEGMENT_LOOPBACK_V4 = 32741,
	SEGMENT_LOOPBACK_V6 = 32732,
	SEGMENT_OPTIONS = 12, /* timestamps in each segment */
	WINDOW_SMALLEST = 1152,
	WINDOW_CONNECTED = 65536,
	RETRANSMIT_SECONDS_MAX = 120,
	LISTEN_QUEUE_MAX = 4096,
	CONGESTION_NAME_SIZE = 16,
};

static const char *const congestion_names[] = { "cubic", "reno", "bbr" };

static bool is_connected(const struct socket *socket)
{
	return socket->state == SOCKET_CONNECTED || socket->state == SOCKET_CONNECTING;
}

/* --- rules of integer options --------------------------------------------------------------- */

int check_maximum_segment(struct socket *socket, int *value)
{
	(void)socket;
	return *value != 0 && (*value < 88 || *value > 32767) ? -EINVAL : 0;
}

int read_maximum_segment(const struct socket *socket, int *value)
{
	bool is_v4 = address_is_v4(&socket->remote.address);
	int own = *value;
	if (!is_connected(socket)) {
		*value = own == 0 ? SEGMENT_BEFORE_CONNECT : own;
		return 0;
	}
	if (interface_for(socket->context, &socket->remote.address) == INTERFACE_LO)
		*value = is_v4 ? SEGMENT_LOOPBACK_V4 : SEGMENT_LOOPBACK_V6;
	else
		*value = is_v4 ? SEGMENT_ETHERNET_V4 : SEGMENT_ETHERNET_V6;
	if (own != 0 && own - SEGMENT_OPTIONS < *value)
		*value = own - SEGMENT_OPTIONS;
	return 0;
}

int check_linger_time(struct socket *socket, int *value)
{
	(void)socket;
	if (*value < 0)
		*value = -1;
	else if (*value == 0)
		*value = 60;
	else if (*value > RETRANSMIT_SECONDS_MAX)
		*value = RETRANSMIT_SECONDS_MAX;
	return 0;
}

/* The kernel keeps a number of retransmissions, each twice as late as the last, and gives back
 * the seconds that they take. */
int check_deferred_accept(struct socket *socket, int *value)
{
	(void)socket;
	int wanted = *value, delay = 1, seconds = 1;
	for (int tries = 1; wanted > seconds && tries < 255; tries++) {
		delay = delay * 2 > RETRANSMIT_SECONDS_MAX ? RETRANSMIT_SECONDS_MAX : delay * 2;
		seconds += delay;
	}
	*value = wanted <= 0 ? 0 : seconds;
	return 0;
}

int check_window_clamp(struct socket *socket, int *value)
{
	bool is_closed = socket->state == SOCKET_UNBOUND || socket->state == SOCKET_BOUND;
	if (*value == 0)
		return is_closed ? 0 : -EINVAL;
	if (*value < WINDOW_SMALLEST)
		*value = WINDOW_SMALLEST;
	return 0;
}

int read_window_clamp(const struct socket *socket, int *value)
{
	if (*value == 0 && is_connected(socket))
		*value = WINDOW_CONNECTED;
	return 0;
}

int check_fast_open(struct socket *socket, int *value)
{
	(void)value;
	return is_connected(socket) ? -EINVAL : 0;
}

int read_fast_open(const struct socket *socket, int *value)
{
	if (is_connected(socket))
		*value = 0;
	else if (*value > LISTEN_QUEUE_MAX)
		*value = LISTEN_QUEUE_MAX;
	return 0;
}

int check_fast_open_connect(struct socket *socket, int *value)
{
	(void)value;
	return socket->state == SOCKET_UNBOUND || socket->state == SOCKET_BOUND ? 0 : -EINVAL;
}

int check_privileged(struct socket *socket, int *value)
{
	(void)socket;
	(void)value;
	return -EPERM;
}

int read_clock_ms(const struct socket *socket, int *value)
{
	(void)socket;
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	*value = (int)((uint32_t)now.tv_sec * 1000u + (uint32_t)(now.tv_nsec / 1000000));
	return 0;
}

int check_encapsulation(struct socket *socket, int *value)
{
	(void)socket;
	enum { ENCAPSULATION_ESP = 2 };
	return *value == 0 || *value == ENCAPSULATION_ESP ? 0 : -ENOPROTOOPT;
}

/* --- options that are not integers ------------------------------------------------------------ */

static int set_congestion(struct socket *socket, const void *value, socklen_t length)
{
	char name[CONGESTION_NAME_SIZE] = "";
	if (length < 1)
		return -EINVAL;
	memcpy(name, value, length < sizeof(name) - 1 ? length : sizeof(name) - 1);
	for (int i = 0; i < (int)(sizeof(congestion_names) / sizeof(*congestion_names)); i++)
		if (strcmp(name, congestion_names[i]) == 0)
			return option_keep(socket, option_find(IPPROTO_TCP, TCP_CONGESTION), i);
	return -ENOENT;
}

int option_tcp_set(struct socket *socket, int name, const void *value, socklen_t length)
{
	switch (name) {
	case TCP_CONGESTION:
		return set_congestion(socket, value, length);
	case TCP_ULP: /* as a kernel without the tls module */
		return length < 1 ? -EINVAL : -ENOENT;
	case TCP_FASTOPEN_KEY:
		return length == 16 || length == 32 ? 0 : -EINVAL;
	case TCP_REPAIR_QUEUE:
	case TCP_REPAIR_WINDOW:
		return length < sizeof(int) ? -EINVAL : -EPERM;
	case TCP_QUEUE_SEQ:
	case TCP_REPAIR_OPTIONS:
	case TCP_MD5SIG:
	case TCP_MD5SIG_EXT:
		return -EINVAL;
	default:
		return OPTION_IS_AN_INTEGER;
	}
}

/* As long as the kernel's, whose last fields the system's headers may not know yet. */
static int get_info(const struct socket *socket, int fd, void *value, socklen_t *length)
{
	union {
		struct tcp_info info;
		char bytes[280];
	} answer = { .bytes = { 0 } };
	tcp_info_fill(&answer.info, socket, fd);
	return option_copy(&answer, sizeof(answer), value, length);
}

int option_tcp_get(struct socket *socket, int fd, int name, void *value, socklen_t *length)
{
	switch (name) {
	case TCP_INFO:
		return get_info(socket, fd, value, length);
	case TCP_CONGESTION: {
		char text[CONGESTION_NAME_SIZE] = "";
		strcpy(text, congestion_names[option_value(socket, IPPROTO_TCP, TCP_CONGESTION)]);
		return option_copy(text, sizeof(text), value, length);
	}
	case TCP_ULP:
	case TCP_FASTOPEN_KEY:
	case TCP_SAVED_SYN:
	case TCP_CC_INFO:
		*length = 0;
		return 0;
	case TCP_REPAIR_QUEUE:
	case TCP_REPAIR_WINDOW:
	case TCP_QUEUE_SEQ:
	case TCP_ZEROCOPY_RECEIVE:
		return -EINVAL;
	default:
		return OPTION_IS_AN_INTEGER;
	}
}
