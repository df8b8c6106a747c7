/* TCP_DEFER_ACCEPT is accepted on a listener and a client with data gets through */
#include "parity.h"

int main(void)
{
	int listener = tcp_listener("127.0.0.1");
	TRY(set_option(listener, IPPROTO_TCP, TCP_DEFER_ACCEPT, 1));
	say("reads %d", option_of(listener, IPPROTO_TCP, TCP_DEFER_ACCEPT));
	int client = tcp_client("127.0.0.1", port_of(listener));
	MUST(send(client, "data", 4, 0));
	await(listener, POLLIN);
	int server = MUST(accept(listener, NULL, NULL));
	await(server, POLLIN);
	say_received("server", server, 10, 0);
	return 0;
}
