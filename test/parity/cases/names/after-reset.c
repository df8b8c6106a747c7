/* a connection that was reset has no peer any more but keeps its own name */
#include "parity.h"

int main(void)
{
	struct linger hard = { .l_onoff = 1, .l_linger = 0 };
	int client, server;
	tcp_pair("127.0.0.1", &client, &server);
	say_name("client", client);
	MUST(setsockopt(server, SOL_SOCKET, SO_LINGER, &hard, sizeof(hard)));
	MUST(close(server));
	await(client, POLLIN);
	say_name("client", client);
	say_peer("client", client);
	say_received("client", client, 10, 0);
	say_peer("client", client);
	return 0;
}
