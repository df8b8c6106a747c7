/* a nonblocking connect is in progress, then writable with SO_ERROR 0, then done */
#include "parity.h"

static void probe(const char *ip)
{
	forget_ports();
	int listener = tcp_listener(ip);
	int client = MUST(socket(family_of(ip), SOCK_STREAM | SOCK_NONBLOCK, 0));
	TRY(connect_to(client, ip, port_of(listener)));
	await(client, POLLOUT);
	say_ready("client", client);
	say("SO_ERROR: %s", pending_error(client));
	TRY(connect_to(client, ip, port_of(listener)));
	TRY(connect_to(client, ip, port_of(listener)));
	say_peer("client", client);
	int server = MUST(accept(listener, NULL, NULL));
	MUST(send(client, "hello", 5, 0));
	await(server, POLLIN);
	say_received("server", server, 10, 0);
}

int main(void)
{
	probe("127.0.0.1");
	probe("::1");
	return 0;
}
