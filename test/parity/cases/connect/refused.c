/* connect to a port where nobody listens is refused */
#include "parity.h"

static void probe(const char *ip)
{
	forget_ports();
	int taken = MUST(socket(family_of(ip), SOCK_STREAM, 0));
	MUST(bind_to(taken, ip, 0));
	int client = MUST(socket(family_of(ip), SOCK_STREAM, 0));
	say("%s", ip);
	TRY(connect_to(client, ip, port_of(taken)));
	say("the error is not left behind: %s", pending_error(client));
	say_ready("client", client);
	say_name("client", client);
	say_peer("client", client);
	TRY(connect_to(client, ip, port_of(taken)));
	MUST(listen(taken, 5));
	TRY(connect_to(client, ip, port_of(taken)));
	say_peer("client", client);
}

int main(void)
{
	probe("127.0.0.1");
	probe("::1");
	probe("127.0.0.9");
	return 0;
}
