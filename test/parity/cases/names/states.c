/* getsockname and getpeername answer in every state of a TCP socket */
#include "parity.h"

static void probe(const char *ip)
{
	forget_ports();
	int fd = MUST(socket(family_of(ip), SOCK_STREAM, 0));
	say_name("new", fd);
	say_peer("new", fd);
	MUST(bind_to(fd, ip, 0));
	say_name("bound", fd);
	say_peer("bound", fd);
	MUST(listen(fd, 5));
	say_name("listening", fd);
	say_peer("listening", fd);
	int client = tcp_client(ip, port_of(fd));
	int server = MUST(accept(fd, NULL, NULL));
	say_name("client", client);
	say_peer("client", client);
	say_name("server", server);
	say_peer("server", server);
	MUST(shutdown(client, SHUT_WR));
	say_name("half-closed client", client);
	say_peer("half-closed client", client);
	await(server, POLLIN);
	MUST(close(server));
	await(client, POLLIN);
	say_name("client without a peer", client);
	say_peer("client without a peer", client);
}

int main(void)
{
	probe("127.0.0.1");
	probe("::1");
	return 0;
}
