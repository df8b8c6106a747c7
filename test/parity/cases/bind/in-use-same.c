/* a second listener on the same address and port gets EADDRINUSE */
#include "parity.h"

static void probe(const char *ip)
{
	forget_ports();
	int first = tcp_listener(ip);
	int second = MUST(socket(family_of(ip), SOCK_STREAM, 0));
	say("%s", ip);
	TRY(bind_to(second, ip, port_of(first)));
	say_name("second", second);
	TRY(listen(second, 5));
	say("after the refusal the second listens on a port of its own: %d",
	    port_of(second) != port_of(first));
	MUST(close(second));
	int third = MUST(socket(family_of(ip), SOCK_STREAM, 0));
	MUST(set_option(third, SOL_SOCKET, SO_REUSEADDR, 1));
	TRY(bind_to(third, ip, port_of(first)));
	MUST(close(third));
	MUST(close(first));
}

int main(void)
{
	probe("127.0.0.1");
	probe("::1");
	probe("0.0.0.0");
	probe("::");
	return 0;
}
