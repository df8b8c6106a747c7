/* accept gives the client's address and port, for both families */
#include "parity.h"

static void probe(const char *ip)
{
	forget_ports();
	struct sockaddr_storage address = { 0 };
	socklen_t length = sizeof(address);
	int listener = tcp_listener(ip);
	say("the listener has port %s", port_name((uint16_t)port_of(listener), SOCK_STREAM));
	int client = tcp_client(ip, port_of(listener));
	say_name("client", client);
	int server = OPEN(accept(listener, (struct sockaddr *)&address, &length));
	say("accept says %s", endpoint_text(&address, length, SOCK_STREAM));
	say_peer("server", server);
	say_name("server", server);
	say_peer("client", client);
}

int main(void)
{
	probe("127.0.0.1");
	probe("::1");
	probe("127.0.0.2");
	return 0;
}
