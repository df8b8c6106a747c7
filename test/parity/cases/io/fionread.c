/* FIONREAD counts unread bytes and SIOCOUTQ unsent ones */
#include "parity.h"

static int count_of(int fd, unsigned long request)
{
	int value = -1;
	if (ioctl(fd, request, &value) == -1)
		say("ioctl %lx: %s", request, error_name(errno));
	return value;
}

int main(void)
{
	int client, server;
	tcp_pair("127.0.0.1", &client, &server);
	say("at first %d", count_of(server, FIONREAD));
	MUST(send(client, "12345", 5, 0));
	MUST(send(client, "678", 3, 0));
	await(server, POLLIN);
	say("after two sends %d", count_of(server, FIONREAD));
	say_received("server", server, 6, 0);
	say("after a read %d", count_of(server, FIONREAD));
	say("SIOCINQ %d", count_of(server, 0x541B));
	say_received("server", server, 6, 0);
	say("SIOCOUTQ %d", count_of(client, 0x5411));
	MUST(shutdown(client, SHUT_WR));
	await(server, POLLIN);
	say("at the end %d", count_of(server, FIONREAD));
	int fd = MUST(socket(AF_INET, SOCK_STREAM, 0));
	say("unconnected %d", count_of(fd, FIONREAD));
	int listener = tcp_listener("127.0.0.1");
	say("listener %d", count_of(listener, FIONREAD));
	say("listener out %d", count_of(listener, 0x5411));
	return 0;
}
