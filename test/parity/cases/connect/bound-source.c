/* a client that bound an address or a port first shows it to its server */
#include "parity.h"

static void probe(const char *source, int port, const char *target)
{
	forget_ports();
	int listener = tcp_listener(target);
	int client = MUST(socket(family_of(source), SOCK_STREAM, 0));
	say("from %s to %s", source, target);
	TRY(bind_to(client, source, port));
	int bound = port_of(client);
	TRY(connect_to(client, target, port_of(listener)));
	say("the port stays: %d", bound == port_of(client));
	say_name("client", client);
	int server = MUST(accept(listener, NULL, NULL));
	say_peer("server", server);
}

int main(void)
{
	probe("127.0.0.1", 0, "127.0.0.1");
	probe("127.0.0.5", 0, "127.0.0.1");
	probe("0.0.0.0", 0, "127.0.0.1");
	probe("::1", 0, "::1");
	probe("::", 0, "::1");
	probe("::", 0, "::ffff:127.0.0.1");
	probe("127.0.0.6", 0, "127.0.0.7");
	return 0;
}
