/* a connected UDP socket whose peer does not exist gets ECONNREFUSED after a send */
#include "parity.h"

static void probe(const char *ip)
{
	int fd = udp_socket(ip), gone = udp_socket(ip);
	int port = port_of(gone);
	MUST(close(gone));
	TRY(connect_to(fd, ip, port));
	TRY(send(fd, "one", 3, 0));
	await(fd, POLLIN);
	TRY(send(fd, "two", 3, 0));
	TRY(send(fd, "three", 5, 0));
	await(fd, POLLIN);
	say_received("socket", fd, 10, MSG_DONTWAIT);
	say_received("socket", fd, 10, MSG_DONTWAIT);
	TRY(send(fd, "four", 4, 0));
	await(fd, POLLIN);
	say("SO_ERROR: %s", pending_error(fd));
	say_ready("socket", fd);
}

int main(void)
{
	probe("127.0.0.1");
	probe("::1");
	return 0;
}
