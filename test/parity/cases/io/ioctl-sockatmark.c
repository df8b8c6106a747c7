/* sockatmark works on a connection without urgent data */
#include "parity.h"

int main(void)
{
	int client, server;
	tcp_pair("127.0.0.1", &client, &server);
	TRY(sockatmark(server));
	MUST(send(client, "x", 1, 0));
	await(server, POLLIN);
	TRY(sockatmark(server));
	TRY(sockatmark(udp_socket("127.0.0.1")));
	return 0;
}
