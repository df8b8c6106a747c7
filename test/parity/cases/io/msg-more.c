/* MSG_MORE and TCP_CORK hold back small writes until they are pushed */
#include "parity.h"

int main(void)
{
	int client, server;
	tcp_pair("127.0.0.1", &client, &server);
	TRY(send(client, "one ", 4, MSG_MORE));
	TRY(send(client, "two", 3, 0));
	await(server, POLLIN);
	say_received("server", server, 7, MSG_WAITALL);
	TRY(set_option(client, IPPROTO_TCP, TCP_CORK, 1));
	TRY(send(client, "corked ", 7, 0));
	TRY(send(client, "text", 4, 0));
	TRY(set_option(client, IPPROTO_TCP, TCP_CORK, 0));
	await(server, POLLIN);
	say_received("server", server, 11, MSG_WAITALL);
	return 0;
}
