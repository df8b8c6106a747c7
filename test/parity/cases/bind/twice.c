/* a bound socket cannot be bound again */
#include "parity.h"

static void probe(const char *ip, int type)
{
	forget_ports();
	int fd = MUST(socket(family_of(ip), type, 0));
	TRY(bind_to(fd, ip, 0));
	TRY(bind_to(fd, ip, 0));
	TRY(bind_to(fd, ip, port_of(fd)));
	say_name(ip, fd);
}

int main(void)
{
	probe("127.0.0.1", SOCK_STREAM);
	probe("::1", SOCK_STREAM);
	probe("127.0.0.1", SOCK_DGRAM);
	probe("::1", SOCK_DGRAM);
	int client, server;
	tcp_pair("127.0.0.1", &client, &server);
	TRY(bind_to(client, "127.0.0.1", 0));
	TRY(bind_to(server, "127.0.0.1", 0));
	int listener = tcp_listener("127.0.0.1");
	TRY(bind_to(listener, "127.0.0.1", 0));
	return 0;
}
