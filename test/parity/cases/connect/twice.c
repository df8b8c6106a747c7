/* connecting a connected socket gives EISCONN and the connection goes on */
#include "parity.h"

int main(void)
{
	int listener = tcp_listener("127.0.0.1");
	int client = tcp_client("127.0.0.1", port_of(listener));
	int server = MUST(accept(listener, NULL, NULL));
	TRY(connect_to(client, "127.0.0.1", port_of(listener)));
	TRY(connect_to(client, "127.0.0.2", 9));
	TRY(connect_to(server, "127.0.0.1", port_of(listener)));
	MUST(send(client, "on", 2, 0));
	await(server, POLLIN);
	say_received("server", server, 10, 0);
	return 0;
}
