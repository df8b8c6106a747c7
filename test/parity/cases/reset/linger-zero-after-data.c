/* what was received before a reset can still be read, then ECONNRESET shows */
#include "parity.h"

int main(void)
{
	struct linger hard = { .l_onoff = 1, .l_linger = 0 };
	int client, server;
	tcp_pair("127.0.0.1", &client, &server);
	MUST(send(server, "lost", 4, 0));
	await(client, POLLIN);
	MUST(setsockopt(server, SOL_SOCKET, SO_LINGER, &hard, sizeof(hard)));
	MUST(close(server));
	await(client, POLLRDHUP);
	say_ready("client", client);
	say_received("client", client, 10, 0);
	say_received("client", client, 10, 0);
	return 0;
}
