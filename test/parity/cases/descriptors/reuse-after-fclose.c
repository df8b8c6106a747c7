/* a number freed by fclose is a new socket's with nothing of the old one */
#include "parity.h"

int main(void)
{
	int client, server;
	tcp_pair("127.0.0.1", &client, &server);
	MUST(set_option(client, IPPROTO_TCP, TCP_NODELAY, 1));
	FILE *stream = fdopen(client, "r+");
	TRY(fclose(stream));
	await(server, POLLRDHUP);
	say_received("server", server, 10, 0);
	int fresh = MUST(socket(AF_INET6, SOCK_STREAM, 0));
	say("same number: %d", fresh == client);
	say("domain %d nodelay %d", option_of(fresh, SOL_SOCKET, SO_DOMAIN),
	    option_of(fresh, IPPROTO_TCP, TCP_NODELAY));
	say_name("fresh", fresh);
	say_peer("fresh", fresh);
	return 0;
}
