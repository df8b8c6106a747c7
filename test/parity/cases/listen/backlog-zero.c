/* a listener with a backlog of zero still takes a client */
#include "parity.h"

int main(void)
{
	int listener = MUST(socket(AF_INET, SOCK_STREAM, 0));
	MUST(bind_to(listener, "127.0.0.1", 0));
	TRY(listen(listener, 0));
	for (int round = 0; round < 3; round++) {
		int client = OPEN(tcp_client("127.0.0.1", port_of(listener)));
		int server = OPEN(accept(listener, NULL, NULL));
		MUST(send(client, "x", 1, 0));
		await(server, POLLIN);
		say_received("server", server, 10, 0);
		MUST(close(client));
		MUST(close(server));
	}
	return 0;
}
