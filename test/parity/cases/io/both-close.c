/* when both sides shut down at once both read the other's data and the end */
#include "parity.h"

int main(void)
{
	int client, server;
	tcp_pair("127.0.0.1", &client, &server);
	MUST(send(client, "from client", 11, 0));
	MUST(send(server, "from server", 11, 0));
	MUST(shutdown(client, SHUT_WR));
	MUST(shutdown(server, SHUT_WR));
	await(client, POLLRDHUP);
	await(server, POLLRDHUP);
	say_received("client", client, 20, 0);
	say_received("client", client, 20, 0);
	say_received("server", server, 20, 0);
	say_received("server", server, 20, 0);
	await(client, POLLHUP);
	say_ready("client", client);
	return 0;
}
