/* SO_LINGER 0 at close after both sides shut down is no reset */
#include "parity.h"

int main(void)
{
	struct linger hard = { .l_onoff = 1, .l_linger = 0 };
	int client, server;
	tcp_pair("127.0.0.1", &client, &server);
	MUST(shutdown(server, SHUT_WR));
	await(client, POLLRDHUP);
	MUST(shutdown(client, SHUT_WR));
	await(server, POLLRDHUP);
	await(server, POLLHUP);
	MUST(setsockopt(server, SOL_SOCKET, SO_LINGER, &hard, sizeof(hard)));
	MUST(close(server));
	say_received("client", client, 10, 0);
	say_received("client", client, 10, 0);
	return 0;
}
