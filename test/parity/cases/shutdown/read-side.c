/* after SHUT_RD reading gives EOF when drained, and the peer can still write */
#include "parity.h"

int main(void)
{
	int client, server;
	tcp_pair("127.0.0.1", &client, &server);
	MUST(send(client, "before", 6, 0));
	await(server, POLLIN);
	TRY(shutdown(server, SHUT_RD));
	say_ready("server", server);
	say_received("server", server, 100, 0);
	say_received("server", server, 100, MSG_DONTWAIT);
	TRY(send(client, "after", 5, MSG_NOSIGNAL));
	await(server, POLLIN);
	TRY(send(server, "other way", 9, MSG_NOSIGNAL));
	await(client, POLLIN);
	say_received("client", client, 100, 0);
	return 0;
}
