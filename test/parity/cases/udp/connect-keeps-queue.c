/* datagrams that were queued before connect can still be read */
#include "parity.h"

int main(void)
{
	int fd = udp_socket("127.0.0.1"), peer = udp_socket("127.0.0.1"),
	    stranger = udp_socket("127.0.0.1");
	MUST(send_to(stranger, "early", "127.0.0.1", port_of(fd)));
	await(fd, POLLIN);
	MUST(connect_to(fd, "127.0.0.1", port_of(peer)));
	MUST(send_to(stranger, "late", "127.0.0.1", port_of(fd)));
	MUST(send_to(peer, "peer", "127.0.0.1", port_of(fd)));
	say_received("first", fd, 100, 0);
	say_received("second", fd, 100, 0);
	say_received("third", fd, 100, MSG_DONTWAIT);
	return 0;
}
