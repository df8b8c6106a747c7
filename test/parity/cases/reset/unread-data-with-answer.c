/* an answer that was sent before a close with unread data can be read, then ECONNRESET shows */
#include "parity.h"

int main(void)
{
	int client, server;
	tcp_pair("127.0.0.1", &client, &server);
	MUST(send(client, "unread", 6, 0));
	await(server, POLLIN);
	MUST(send(server, "answer", 6, 0));
	await(client, POLLIN);
	MUST(close(server));
	await(client, POLLRDHUP);
	say_ready("client", client);
	say_received("client", client, 10, 0);
	say_received("client", client, 10, 0);
	return 0;
}
