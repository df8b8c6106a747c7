/* a connected UDP socket goes on with a peer that was closed and bound again */
#include "parity.h"

int main(void)
{
	int fd = udp_socket("127.0.0.1"), peer = udp_socket("127.0.0.1");
	int port = port_of(peer);
	MUST(connect_to(fd, "127.0.0.1", port));
	TRY(send(fd, "one", 3, 0));
	await(peer, POLLIN);
	MUST(close(peer));
	say_ready("socket", fd);
	say_peer("socket", fd);
	peer = MUST(socket(AF_INET, SOCK_DGRAM, 0));
	MUST(bind_to(peer, "127.0.0.1", port));
	TRY(send(fd, "two", 3, 0));
	await(peer, POLLIN);
	say_received("peer", peer, 10, 0);
	TRY(send_to(peer, "answer", "127.0.0.1", port_of(fd)));
	await(fd, POLLIN);
	say_received("socket", fd, 10, 0);
	return 0;
}
