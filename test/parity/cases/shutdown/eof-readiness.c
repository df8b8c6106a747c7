/* a peer that closes shows as IN and RDHUP, and as HUP only when both directions ended */
#include "parity.h"

int main(void)
{
	int client, server;
	tcp_pair("127.0.0.1", &client, &server);
	say_ready("quiet", client);
	MUST(shutdown(server, SHUT_WR));
	await(client, POLLRDHUP);
	say_ready("after the peer's SHUT_WR", client);
	MUST(shutdown(client, SHUT_WR));
	await(client, POLLHUP);
	say_ready("after both", client);
	await(server, POLLHUP);
	say_ready("the other side", server);
	tcp_pair("127.0.0.1", &client, &server);
	MUST(close(server));
	await(client, POLLRDHUP);
	say_ready("after the peer's close", client);
	say_received("client", client, 10, 0);
	say_ready("after reading EOF", client);
	return 0;
}
