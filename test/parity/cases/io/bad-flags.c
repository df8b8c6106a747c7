/* flags that mean nothing on TCP are ignored or refused as the kernel does */
#include "parity.h"

int main(void)
{
	int client, server;
	tcp_pair("127.0.0.1", &client, &server);
	TRY(send(client, "a", 1, MSG_MORE));
	TRY(send(client, "b", 1, MSG_EOR));
	TRY(send(client, "c", 1, MSG_CONFIRM));
	TRY(send(client, "d", 1, MSG_DONTROUTE));
	await(server, POLLIN);
	say_received("server", server, 4, MSG_WAITALL);
	TRY(send(client, "e", 1, MSG_ZEROCOPY));
	await(server, POLLIN);
	say_received("server", server, 4, 0);
	TRY(recv(server, NULL, 0, MSG_ERRQUEUE));
	return 0;
}
