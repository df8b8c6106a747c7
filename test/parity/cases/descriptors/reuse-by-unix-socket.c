/* a number that was a TCP socket can become the program's own unix socket */
#include "parity.h"

int main(void)
{
	int client, server, pair[2];
	tcp_pair("127.0.0.1", &client, &server);
	MUST(close(client));
	MUST(close(server));
	MUST(socketpair(AF_UNIX, SOCK_STREAM, 0, pair));
	say("same numbers: %d",
	    (pair[0] == client || pair[0] == server) + (pair[1] == client || pair[1] == server));
	say("domain %d", option_of(pair[0], SOL_SOCKET, SO_DOMAIN));
	say_name("pair", pair[0]);
	TRY(set_option(pair[0], IPPROTO_TCP, TCP_NODELAY, 1));
	TRY(send(pair[0], "unix", 4, 0));
	say_received("other", pair[1], 10, 0);
	return 0;
}
