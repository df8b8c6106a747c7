/* empty writes after the peer closed send nothing, so nothing breaks the pipe, until one sends a byte */
#include "parity.h"

int main(void)
{
	int client, server;
	tcp_pair("127.0.0.1", &client, &server);
	MUST(close(server));
	await(client, POLLRDHUP);
	for (int i = 0; i < 3; i++)
		TRY(send(client, "", 0, MSG_NOSIGNAL));
	TRY(write(client, "", 0));
	TRY(send(client, "one", 3, MSG_NOSIGNAL));
	await(client, POLLERR | POLLHUP);
	TRY(send(client, "", 0, MSG_NOSIGNAL));
	TRY(send(client, "", 0, MSG_NOSIGNAL));
	say_received("client", client, 10, 0);
	return 0;
}
