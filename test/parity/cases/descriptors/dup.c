/* a duplicated descriptor is the same socket, whichever of the two is closed first */
#include "parity.h"

static void probe(const char *label, int server, int copy, int client)
{
	forget_ports();
	say("%s", label);
	say_name("copy", copy);
	say_peer("copy", copy);
	MUST(set_option(copy, IPPROTO_TCP, TCP_NODELAY, 1));
	say("shared option: %d", option_of(server, IPPROTO_TCP, TCP_NODELAY));
	MUST(close(server));
	MUST(send(client, "hi", 2, 0));
	await(copy, POLLIN);
	say_received("copy", copy, 10, 0);
	say_name("copy", copy);
	MUST(close(copy));
	await(client, POLLRDHUP);
	say_received("client", client, 10, 0);
}

int main(void)
{
	int client, server;
	tcp_pair("127.0.0.1", &client, &server);
	probe("dup", server, MUST(dup(server)), client);
	tcp_pair("127.0.0.1", &client, &server);
	probe("dup2", server, MUST(dup2(server, 100)), client);
	tcp_pair("127.0.0.1", &client, &server);
	probe("dup3", server, MUST(dup3(server, 101, O_CLOEXEC)), client);
	tcp_pair("127.0.0.1", &client, &server);
	probe("F_DUPFD", server, MUST(fcntl(server, F_DUPFD, 150)), client);
	tcp_pair("127.0.0.1", &client, &server);
	probe("F_DUPFD_CLOEXEC", server, MUST(fcntl(server, F_DUPFD_CLOEXEC, 160)), client);
	return 0;
}
