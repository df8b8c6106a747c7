/* while a nonblocking connect has not been confirmed reading says EAGAIN, and afterwards data flows */
#include "parity.h"

int main(void)
{
	int listener = tcp_listener("127.0.0.1");
	int client = MUST(socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0));
	TRY(connect_to(client, "127.0.0.1", port_of(listener)));
	await(client, POLLOUT);
	say_received("client", client, 10, 0);
	say_name("client", client);
	int server = MUST(accept(listener, NULL, NULL));
	MUST(send(server, "welcome", 7, 0));
	await(client, POLLIN);
	say_ready("client", client);
	say_received("client", client, 10, 0);
	return 0;
}
