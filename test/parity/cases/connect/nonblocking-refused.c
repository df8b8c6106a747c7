/* a refused nonblocking connect shows in poll and in SO_ERROR, once */
#include "parity.h"

static void probe(const char *ip)
{
	int taken = MUST(socket(family_of(ip), SOCK_STREAM, 0));
	MUST(bind_to(taken, ip, 0));
	int client = MUST(socket(family_of(ip), SOCK_STREAM | SOCK_NONBLOCK, 0));
	TRY(connect_to(client, ip, port_of(taken)));
	await(client, POLLOUT);
	say_ready("client", client);
	say("SO_ERROR: %s", pending_error(client));
	say("SO_ERROR again: %s", pending_error(client));
	say_ready("client", client);
	say_received("client", client, 10, 0);
	int second = MUST(socket(family_of(ip), SOCK_STREAM | SOCK_NONBLOCK, 0));
	TRY(connect_to(second, ip, port_of(taken)));
	await(second, POLLOUT);
	TRY(connect_to(second, ip, port_of(taken)));
	int third = MUST(socket(family_of(ip), SOCK_STREAM | SOCK_NONBLOCK, 0));
	TRY(connect_to(third, ip, port_of(taken)));
	await(third, POLLOUT);
	TRY(send(third, "x", 1, MSG_NOSIGNAL));
	TRY(send(third, "x", 1, MSG_NOSIGNAL));
}

int main(void)
{
	probe("127.0.0.1");
	probe("::1");
	return 0;
}
