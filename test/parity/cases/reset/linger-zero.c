/* closing with SO_LINGER 0 resets the peer, which sees ECONNRESET once and then EOF */
#include "parity.h"

static void probe(const char *ip)
{
	struct linger hard = { .l_onoff = 1, .l_linger = 0 };
	int client, server;
	tcp_pair(ip, &client, &server);
	MUST(setsockopt(server, SOL_SOCKET, SO_LINGER, &hard, sizeof(hard)));
	MUST(close(server));
	await(client, POLLIN);
	say_ready("client", client);
	say_received("client", client, 10, 0);
	say_received("client", client, 10, 0);
	say_ready("client", client);
	TRY(send(client, "x", 1, MSG_NOSIGNAL));
}

int main(void)
{
	probe("127.0.0.1");
	probe("::1");
	return 0;
}
