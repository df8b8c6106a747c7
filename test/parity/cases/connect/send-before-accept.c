/* a client can send before it is accepted, and the server reads it later */
#include "parity.h"

int main(void)
{
	static char block[20000], received[20000];
	int listener = tcp_listener("127.0.0.1"),
	    client = tcp_client("127.0.0.1", port_of(listener));
	memset(block, 'b', sizeof(block));
	TRY(send(client, block, sizeof(block), 0));
	MUST(shutdown(client, SHUT_WR));
	int server = MUST(accept(listener, NULL, NULL));
	TRY(recv(server, received, sizeof(received), MSG_WAITALL));
	say("equal %d", memcmp(block, received, sizeof(block)) == 0);
	say_received("server", server, 10, 0);
	TRY(send(server, "late answer", 11, 0));
	await(client, POLLIN);
	say_received("client", client, 20, 0);
	return 0;
}
