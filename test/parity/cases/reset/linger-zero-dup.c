/* SO_LINGER 0 resets only when the last copy of the descriptor is closed */
#include "parity.h"

int main(void)
{
	struct linger hard = { .l_onoff = 1, .l_linger = 0 };
	int client, server;
	tcp_pair("127.0.0.1", &client, &server);
	MUST(setsockopt(server, SOL_SOCKET, SO_LINGER, &hard, sizeof(hard)));
	int copy = MUST(dup(server));
	MUST(close(server));
	MUST(send(copy, "alive", 5, 0));
	await(client, POLLIN);
	say_received("client", client, 10, 0);
	MUST(close(copy));
	await(client, POLLIN);
	say_received("client", client, 10, 0);
	return 0;
}
