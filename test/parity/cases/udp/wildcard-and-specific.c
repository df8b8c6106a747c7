/* with SO_REUSEADDR the more specific UDP socket gets the datagram */
#include "parity.h"

static int reusing(const char *ip, int port)
{
	int fd = MUST(socket(family_of(ip), SOCK_DGRAM, 0));
	MUST(set_option(fd, SOL_SOCKET, SO_REUSEADDR, 1));
	MUST(bind_to(fd, ip, port));
	return fd;
}

int main(void)
{
	int wildcard = reusing("0.0.0.0", 0);
	int specific = reusing("127.0.0.1", port_of(wildcard));
	int sender = udp_socket("127.0.0.1");
	MUST(send_to(sender, "to 1", "127.0.0.1", port_of(wildcard)));
	MUST(send_to(sender, "to 2", "127.0.0.2", port_of(wildcard)));
	await(specific, POLLIN);
	await(wildcard, POLLIN);
	say_received("specific", specific, 10, MSG_DONTWAIT);
	say_received("specific", specific, 10, MSG_DONTWAIT);
	say_received("wildcard", wildcard, 10, MSG_DONTWAIT);
	say_received("wildcard", wildcard, 10, MSG_DONTWAIT);
	return 0;
}
