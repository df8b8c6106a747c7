/* a socket whose nonblocking connect was refused says ECONNABORTED once and can then connect again */
#include "parity.h"

int main(void)
{
	int taken = MUST(socket(AF_INET, SOCK_STREAM, 0));
	MUST(bind_to(taken, "127.0.0.1", 0));
	int client = MUST(socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0));
	TRY(connect_to(client, "127.0.0.1", port_of(taken)));
	await(client, POLLOUT);
	say("SO_ERROR: %s", pending_error(client));
	MUST(listen(taken, 5));
	TRY(connect_to(client, "127.0.0.1", port_of(taken)));
	TRY(connect_to(client, "127.0.0.1", port_of(taken)));
	await(client, POLLOUT);
	say("SO_ERROR: %s", pending_error(client));
	say_peer("client", client);
	MUST(send(client, "second try", 10, 0));
	int server = MUST(accept(taken, NULL, NULL));
	await(server, POLLIN);
	say_received("server", server, 20, 0);
	return 0;
}
