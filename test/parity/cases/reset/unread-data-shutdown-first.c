/* shutdown before a close with unread data: the peer sees EOF first and the reset after it */
#include "parity.h"

int main(void)
{
	int client, server;
	tcp_pair("127.0.0.1", &client, &server);
	MUST(send(client, "unread", 6, 0));
	await(server, POLLIN);
	MUST(shutdown(server, SHUT_WR));
	await(client, POLLRDHUP);
	say_received("client", client, 10, 0);
	MUST(close(server));
	await(client, POLLHUP | POLLERR);
	say_ready("client", client);
	TRY(send(client, "x", 1, MSG_NOSIGNAL));
	return 0;
}
