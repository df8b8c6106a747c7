/* closing with partly read data resets the peer too */
#include "parity.h"

int main(void)
{
	int client, server;
	tcp_pair("127.0.0.1", &client, &server);
	MUST(send(client, "unread", 6, 0));
	await(server, POLLIN);
	say_received("server", server, 3, 0);
	MUST(close(server));
	await(client, POLLIN);
	say_received("client", client, 10, 0);
	return 0;
}
