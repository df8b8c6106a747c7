/* a client that connected, wrote and closed before accept is still accepted with its data */
#include "parity.h"

int main(void)
{
	int listener = tcp_listener("127.0.0.1");
	int client = tcp_client("127.0.0.1", port_of(listener));
	say_name("client", client);
	MUST(send(client, "bye", 3, 0));
	MUST(close(client));
	await(listener, POLLIN);
	int server = OPEN(accept(listener, NULL, NULL));
	say_peer("server", server);
	await(server, POLLRDHUP);
	say_received("server", server, 10, 0);
	say_received("server", server, 10, 0);
	return 0;
}
