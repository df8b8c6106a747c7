/* writing into a connection that was reset gives ECONNRESET and then EPIPE */
#include "parity.h"

int main(void)
{
	struct linger hard = { .l_onoff = 1, .l_linger = 0 };
	int client, server;
	tcp_pair("127.0.0.1", &client, &server);
	MUST(setsockopt(server, SOL_SOCKET, SO_LINGER, &hard, sizeof(hard)));
	MUST(close(server));
	await(client, POLLIN);
	TRY(send(client, "x", 1, MSG_NOSIGNAL));
	TRY(send(client, "x", 1, MSG_NOSIGNAL));
	say_received("client", client, 10, 0);
	return 0;
}
