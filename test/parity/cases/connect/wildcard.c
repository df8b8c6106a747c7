/* connect to 0.0.0.0 and :: reaches the own loopback */
#include "parity.h"

static void probe(const char *listen_ip, const char *dial_ip)
{
	forget_ports();
	int listener = tcp_listener(listen_ip);
	int client = MUST(socket(family_of(dial_ip), SOCK_STREAM, 0));
	say("listening on %s, dialling %s", listen_ip, dial_ip);
	if (TRY(connect_to(client, dial_ip, port_of(listener))) == -1)
		return;
	say_name("client", client);
	say_peer("client", client);
	int server = MUST(accept(listener, NULL, NULL));
	say_name("server", server);
	say_peer("server", server);
}

int main(void)
{
	probe("127.0.0.1", "0.0.0.0");
	probe("0.0.0.0", "0.0.0.0");
	probe("::1", "::");
	probe("::", "::");
	probe("::", "0.0.0.0");
	probe("127.0.0.1", "::ffff:0.0.0.0");
	return 0;
}
