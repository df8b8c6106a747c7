/* the first write after the peer closed succeeds, the next one breaks the pipe */
#include "parity.h"

int main(void)
{
	int client, server;
	tcp_pair("127.0.0.1", &client, &server);
	MUST(close(server));
	await(client, POLLRDHUP);
	TRY(send(client, "one", 3, MSG_NOSIGNAL));
	await(client, POLLERR | POLLHUP);
	say_ready("client", client);
	TRY(send(client, "two", 3, MSG_NOSIGNAL));
	TRY(send(client, "three", 5, MSG_NOSIGNAL));
	say_received("client", client, 10, 0);
	return 0;
}
