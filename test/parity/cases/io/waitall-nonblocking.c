/* MSG_WAITALL on a nonblocking socket gives what is there */
#include "parity.h"

int main(void)
{
	int client, server;
	tcp_pair("127.0.0.1", &client, &server);
	MUST(send(client, "part", 4, 0));
	await(server, POLLIN);
	say_received("dontwait", server, 20, MSG_WAITALL | MSG_DONTWAIT);
	say_received("empty", server, 20, MSG_WAITALL | MSG_DONTWAIT);
	MUST(send(client, "peeked", 6, 0));
	await(server, POLLIN);
	say_received("peek", server, 6, MSG_WAITALL | MSG_PEEK);
	say_received("take", server, 6, MSG_WAITALL);
	return 0;
}
