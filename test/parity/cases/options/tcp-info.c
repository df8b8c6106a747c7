/* TCP_INFO tells the state of each socket and is cut to a short buffer */
#include "parity.h"

static void show(const char *label, int fd)
{
	struct tcp_info info;
	socklen_t length = sizeof(info);
	memset(&info, 0xee, sizeof(info));
	int result = getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &length);
	say("%s: %d, whole %d, state %d, CA state %d, retransmits %d, probes %d", label, result,
	    length == sizeof(info), info.tcpi_state, info.tcpi_ca_state, info.tcpi_retransmits,
	    info.tcpi_probes);
}

int main(void)
{
	int client, server, closed_client, closed_server;
	unsigned char bytes[1000];
	socklen_t length = 1;
	tcp_pair("127.0.0.1", &client, &server);
	show("new", MUST(socket(AF_INET, SOCK_STREAM, 0)));
	show("listener", tcp_listener("127.0.0.1"));
	show("client", client);
	show("server", server);
	TRY(getsockopt(client, IPPROTO_TCP, TCP_INFO, bytes, &length));
	say("length %u state %d", length, bytes[0]);
	length = 0;
	TRY(getsockopt(client, IPPROTO_TCP, TCP_INFO, bytes, &length));
	length = sizeof(bytes);
	TRY(getsockopt(client, IPPROTO_TCP, TCP_INFO, bytes, &length));
	say("length at least 104: %d", length >= 104);
	tcp_pair("127.0.0.1", &closed_client, &closed_server);
	MUST(close(closed_server));
	await(closed_client, POLLRDHUP);
	show("client whose peer closed", closed_client);
	MUST(shutdown(client, SHUT_WR));
	await(server, POLLRDHUP);
	show("server of a half-closed client", server);
	TRY(setsockopt(client, IPPROTO_TCP, TCP_INFO, bytes, sizeof(int)));
	TRY(getsockopt(udp_socket("127.0.0.1"), IPPROTO_TCP, TCP_INFO, bytes, &length));
	return 0;
}
