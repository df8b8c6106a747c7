/* What a program has set on a virtual socket, set on a socket of the kernel's IP. */
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/time.h>

#include "../real/real.h"
#include "option_numbers.h"
#include "option_table.h"
#include "options.h"
#include "socket.h"

/* Interfaces have other numbers and addresses outside, and some values are only of ours. */
static bool has_meaning_outside(const struct option_row *row)
{
	switch (row->level) {
	case IPPROTO_IP:
		return row->name != IP_MULTICAST_IF && row->name != OPTION_IP_MULTICAST_ADDRESS &&
		       row->name != IP_UNICAST_IF;
	case IPPROTO_IPV6:
		return row->name != IPV6_MULTICAST_IF && row->name != OPTION_IPV6_UNICAST_IF &&
		       row->name != IPV6_ADDRFORM;
	case SOL_SOCKET:
		return row->name != SO_BINDTOIFINDEX;
	default:
		return row->name != TCP_REPAIR;
	}
}

static void replay_row(struct socket *socket, int fd, int to_fd, const struct option_row *row,
                       int value)
{
	char text[32];
	socklen_t length = sizeof(text);
	if (row->level == IPPROTO_TCP && row->name == TCP_CONGESTION &&
	    option_get(socket, fd, row->level, row->name, text, &length) == 0)
		real(setsockopt)(to_fd, row->level, row->name, text, length);
	if (row->level == SOL_SOCKET && row->name == SO_SNDBUF)
		value /= 2; /* the kernel gave twice what it took */
	if (row->kind != OPTION_STORAGE || row->level == SOL_SOCKET)
		real(setsockopt)(to_fd, row->level, row->name, &value, sizeof(value));
}

static void replay_timestamps(const struct socket *socket, int to_fd)
{
	int on = 1;
	if (socket->options.timestamps == TIMESTAMPS_MICROSECONDS)
		real(setsockopt)(to_fd, SOL_SOCKET, SO_TIMESTAMP, &on, sizeof(on));
	if (socket->options.timestamps == TIMESTAMPS_NANOSECONDS)
		real(setsockopt)(to_fd, SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof(on));
}

void option_replay(struct socket *socket, int fd, int to_fd)
{
	const struct option_row *row;
	int value;
	for (uint64_t left = socket->options.passed; left != 0; left &= left - 1)
		option_copy_real(to_fd, fd, __builtin_ctzll(left));
	for (int i = 0; (row = option_kept_at(socket, i, &value)) != NULL; i++)
		if (has_meaning_outside(row))
			replay_row(socket, fd, to_fd, row, value);
	replay_timestamps(socket, to_fd);
}
