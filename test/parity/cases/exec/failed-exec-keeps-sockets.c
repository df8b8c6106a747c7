/* a failed exec leaves the sockets of the process as they were */
#include "parity.h"

int main(void)
{
	int client, server;
	tcp_pair("127.0.0.1", &client, &server);
	TRY(execl("/no/such/file", "x", (char *)NULL));
	MUST(send(client, "kept", 4, 0));
	await(server, POLLIN);
	say_received("server", server, 10, 0);
	say_peer("server", server);
	return 0;
}
