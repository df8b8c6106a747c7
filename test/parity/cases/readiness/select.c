/* select shows readable, writable and exceptional sockets */
#include "parity.h"
#include <sys/select.h>

static void show(const char *label, int fd)
{
	struct timeval none = { 0 };
	fd_set in, out, except;
	FD_ZERO(&in);
	FD_ZERO(&out);
	FD_ZERO(&except);
	FD_SET(fd, &in);
	FD_SET(fd, &out);
	FD_SET(fd, &except);
	int count = select(fd + 1, &in, &out, &except, &none);
	say("%s: %d in %d out %d except %d", label, count, FD_ISSET(fd, &in) != 0,
	    FD_ISSET(fd, &out) != 0, FD_ISSET(fd, &except) != 0);
}

int main(void)
{
	int client, server, listener = tcp_listener("127.0.0.1"), udp = udp_socket("127.0.0.1");
	tcp_pair("127.0.0.1", &client, &server);
	show("new", MUST(socket(AF_INET, SOCK_STREAM, 0)));
	show("listener", listener);
	tcp_client("127.0.0.1", port_of(listener));
	await(listener, POLLIN);
	show("listener with a client", listener);
	show("client", client);
	MUST(send(server, "x", 1, 0));
	await(client, POLLIN);
	show("client with data", client);
	MUST(close(server));
	await(client, POLLRDHUP);
	show("client at the end", client);
	show("udp", udp);
	return 0;
}
