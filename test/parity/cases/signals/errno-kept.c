/* calls that succeed leave errno alone */
#include "parity.h"

static void check(const char *label)
{
	say("%s: errno %d", label, errno);
	errno = 4321;
}

int main(void)
{
	char bytes[16];
	struct sockaddr_storage address;
	socklen_t length = sizeof(address);
	errno = 4321;
	int listener = socket(AF_INET, SOCK_STREAM, 0);
	check("socket");
	bind_to(listener, "127.0.0.1", 0);
	check("bind");
	listen(listener, 5);
	check("listen");
	int port = port_of(listener);
	check("getsockname");
	int client = socket(AF_INET, SOCK_STREAM, 0);
	connect_to(client, "127.0.0.1", port);
	check("connect");
	int server = accept(listener, (struct sockaddr *)&address, &length);
	check("accept");
	send(client, "x", 1, 0);
	check("send");
	recv(server, bytes, 1, 0);
	check("recv");
	set_option(server, IPPROTO_TCP, TCP_NODELAY, 1);
	check("setsockopt");
	option_of(server, IPPROTO_TCP, TCP_NODELAY);
	check("getsockopt");
	shutdown(server, SHUT_WR);
	check("shutdown");
	int copy = dup(server);
	check("dup");
	close(copy);
	check("close");
	int udp = socket(AF_INET, SOCK_DGRAM, 0);
	bind_to(udp, "127.0.0.1", 0);
	send_to(udp, "x", "127.0.0.1", port_of(udp));
	check("sendto");
	recv(udp, bytes, 16, 0);
	check("recv");
	return 0;
}
