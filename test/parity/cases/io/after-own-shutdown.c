/* after one's own SHUT_RDWR what had arrived can be read, then the end, and the peer can only read */
#include "parity.h"

int main(void)
{
	int client, server;
	tcp_pair("127.0.0.1", &client, &server);
	MUST(send(server, "arrived", 7, 0));
	await(client, POLLIN);
	TRY(shutdown(client, SHUT_RDWR));
	say_received("client", client, 10, 0);
	say_received("client", client, 10, 0);
	await(server, POLLRDHUP);
	say_received("server", server, 10, 0);
	TRY(send(client, "x", 1, MSG_NOSIGNAL));
	return 0;
}
