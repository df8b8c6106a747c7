/* closing with unread data resets the peer */
#include "parity.h"

static void probe(const char *ip)
{
	int client, server;
	tcp_pair(ip, &client, &server);
	MUST(send(client, "unread", 6, 0));
	await(server, POLLIN);
	MUST(close(server));
	await(client, POLLIN);
	say_ready("client", client);
	say_received("client", client, 10, 0);
	say_received("client", client, 10, 0);
	TRY(send(client, "x", 1, MSG_NOSIGNAL));
}

int main(void)
{
	probe("127.0.0.1");
	probe("::1");
	return 0;
}
