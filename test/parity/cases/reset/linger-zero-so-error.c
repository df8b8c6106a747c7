/* a reset can be fetched with SO_ERROR, once */
#include "parity.h"

int main(void)
{
	struct linger hard = { .l_onoff = 1, .l_linger = 0 };
	int client, server;
	tcp_pair("127.0.0.1", &client, &server);
	MUST(setsockopt(client, SOL_SOCKET, SO_LINGER, &hard, sizeof(hard)));
	MUST(close(client));
	await(server, POLLIN);
	say("SO_ERROR: %s", pending_error(server));
	say("SO_ERROR: %s", pending_error(server));
	say_received("server", server, 10, 0);
	return 0;
}
