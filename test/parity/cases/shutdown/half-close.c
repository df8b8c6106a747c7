/* after SHUT_WR the peer reads the rest and EOF and can still answer */
#include "parity.h"

static void probe(const char *ip)
{
	int client, server;
	tcp_pair(ip, &client, &server);
	MUST(send(client, "request", 7, 0));
	TRY(shutdown(client, SHUT_WR));
	await(server, POLLRDHUP);
	say_ready("server", server);
	say_received("server", server, 100, 0);
	say_received("server", server, 100, 0);
	say_ready("server", server);
	TRY(send(server, "response", 8, 0));
	await(client, POLLIN);
	say_ready("client", client);
	say_received("client", client, 100, 0);
	TRY(send(client, "more", 4, MSG_NOSIGNAL));
	MUST(close(server));
	await(client, POLLIN);
	say_ready("client", client);
	say_received("client", client, 100, 0);
}

int main(void)
{
	probe("127.0.0.1");
	probe("::1");
	return 0;
}
