/* SO_RCVLOWAT delays readability until enough bytes are there */
#include "parity.h"

int main(void)
{
	int client, server;
	tcp_pair("127.0.0.1", &client, &server);
	TRY(set_option(server, SOL_SOCKET, SO_RCVLOWAT, 5));
	say("reads %d", option_of(server, SOL_SOCKET, SO_RCVLOWAT));
	MUST(send(client, "12345", 5, 0));
	await(server, POLLIN);
	say_received("server", server, 10, 0);
	return 0;
}
