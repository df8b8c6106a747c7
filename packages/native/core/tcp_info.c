#include "tcp_info.h"

#include <linux/tcp.h>
#include <netinet/in.h>
#include <poll.h>
#include <string.h>

#include "option_table.h"
#include "socket.h"

/* The kernel's states (include/net/tcp_states.h). */
enum tcp_state {
	STATE_ESTABLISHED = 1,
	STATE_SYN_SENT = 2,
	STATE_FIN_WAIT2 = 5,
	STATE_CLOSE = 7,
	STATE_CLOSE_WAIT = 8,
	STATE_LISTEN = 10,
};

static bool has_ended_by_peer(int fd)
{
	struct pollfd ended = { .fd = fd, .events = POLLRDHUP };
	return poll(&ended, 1, 0) == 1 && (ended.revents & (POLLRDHUP | POLLHUP | POLLERR)) != 0;
}

static enum tcp_state state_of(const struct socket *socket, int fd)
{
	switch (socket->state) {
	case SOCKET_LISTENING:
		return STATE_LISTEN;
	case SOCKET_CONNECTED:
	case SOCKET_CONNECTING:
		break;
	default:
		return STATE_CLOSE;
	}
	if (socket->pending_error != 0)
		return STATE_CLOSE;
	if (has_ended_by_peer(fd))
		return socket->is_shut_for_write ? STATE_CLOSE : STATE_CLOSE_WAIT;
	return socket->is_shut_for_write ? STATE_FIN_WAIT2 : STATE_ESTABLISHED;
}

static void fill_connected(struct tcp_info *info)
{
	info->tcpi_options = TCPI_OPT_TIMESTAMPS | TCPI_OPT_SACK | TCPI_OPT_WSCALE;
	info->tcpi_snd_wscale = 7;
	info->tcpi_rcv_wscale = 7;
	info->tcpi_rto = 201000;
	info->tcpi_ato = 40000;
	info->tcpi_rcv_mss = 536;
	info->tcpi_pmtu = 65535;
	info->tcpi_rcv_ssthresh = 65483;
	info->tcpi_rtt = 50;
	info->tcpi_rttvar = 25;
	info->tcpi_advmss = 65483;
	info->tcpi_rcv_space = 65495;
	info->tcpi_min_rtt = 20;
	info->tcpi_segs_out = 2;
	info->tcpi_segs_in = 1;
	info->tcpi_snd_wnd = 65536;
}

void tcp_info_fill(struct tcp_info *info, const struct socket *socket, int fd)
{
	int segment;
	memset(info, 0, sizeof(*info));
	info->tcpi_state = (uint8_t)state_of(socket, fd);
	if (info->tcpi_state == STATE_LISTEN)
		return;
	info->tcpi_rto = 1000000;
	info->tcpi_delivery_rate_app_limited = 1;
	info->tcpi_snd_cwnd = 10;
	info->tcpi_snd_ssthresh = 0x7fffffff;
	info->tcpi_reordering = 3;
	info->tcpi_pacing_rate = ~0ULL;
	info->tcpi_max_pacing_rate = ~0ULL;
	segment = option_kept(socket, option_find(IPPROTO_TCP, TCP_MAXSEG));
	if (read_maximum_segment(socket, &segment) == 0)
		info->tcpi_snd_mss = (uint32_t)segment;
	if (socket->state == SOCKET_CONNECTED || socket->state == SOCKET_CONNECTING)
		fill_connected(info);
	else
		info->tcpi_rcv_mss = 0;
}
