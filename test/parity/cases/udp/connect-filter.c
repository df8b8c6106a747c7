/* a connected UDP socket receives from its peer only, and sends without an address */
#include "parity.h"

int main(void)
{
	int fd = udp_socket("127.0.0.1"), peer = udp_socket("127.0.0.1"),
	    stranger = udp_socket("127.0.0.1");
	TRY(connect_to(fd, "127.0.0.1", port_of(peer)));
	say_peer("socket", fd);
	TRY(send_to(stranger, "stranger", "127.0.0.1", port_of(fd)));
	TRY(send_to(peer, "peer", "127.0.0.1", port_of(fd)));
	await(fd, POLLIN);
	say_received("socket", fd, 100, 0);
	say_received("socket", fd, 100, MSG_DONTWAIT);
	TRY(send(fd, "to the peer", 11, 0));
	await(peer, POLLIN);
	say_received("peer", peer, 100, 0);
	TRY(send_to(fd, "elsewhere", "127.0.0.1", port_of(stranger)));
	await(stranger, POLLIN);
	say_received("stranger", stranger, 100, 0);
	return 0;
}
