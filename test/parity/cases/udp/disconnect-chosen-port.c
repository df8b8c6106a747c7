/* a UDP socket whose port the kernel chose loses it when it disconnects, and can be bound again */
#include "parity.h"

int main(void)
{
	struct sockaddr none = { .sa_family = AF_UNSPEC };
	int fd = udp_socket("127.0.0.1"), peer = udp_socket("127.0.0.1");
	MUST(connect_to(fd, "127.0.0.1", port_of(peer)));
	TRY(connect(fd, &none, sizeof(none)));
	say_name("socket", fd);
	TRY(send_to(fd, "x", "127.0.0.1", port_of(peer)));
	say_name("after a send", fd);
	await(peer, POLLIN);
	say_received("peer", peer, 10, 0);
	return 0;
}
