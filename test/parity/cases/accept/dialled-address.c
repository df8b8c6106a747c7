/* a server on a wildcard sees the address that its client dialled as its own */
#include "parity.h"

static void probe(const char *listen_ip, const char *dial_ip)
{
	forget_ports();
	int listener = tcp_listener(listen_ip);
	int client = tcp_client(dial_ip, port_of(listener));
	int server = MUST(accept(listener, NULL, NULL));
	say("listening on %s, dialled %s", listen_ip, dial_ip);
	say_name("server", server);
	say_peer("client", client);
	say_name("client", client);
}

int main(void)
{
	probe("0.0.0.0", "127.0.0.1");
	probe("0.0.0.0", "127.0.0.7");
	probe("::", "::1");
	probe("::", "127.0.0.7");
	probe("::", "::ffff:127.0.0.9");
	probe("127.0.0.3", "127.0.0.3");
	return 0;
}
