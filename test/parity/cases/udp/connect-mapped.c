/* a connected :: UDP socket hears its IPv4 peer with a mapped address and nobody else */
#include "parity.h"

int main(void)
{
	struct sockaddr_storage from = { 0 };
	socklen_t length = sizeof(from);
	char bytes[16];
	int fd = udp_socket("::"), peer = udp_socket("127.0.0.1"),
	    stranger = udp_socket("127.0.0.1");
	TRY(connect_to(fd, "::ffff:127.0.0.1", port_of(peer)));
	MUST(send_to(stranger, "stranger", "127.0.0.1", port_of(fd)));
	MUST(send_to(peer, "peer", "127.0.0.1", port_of(fd)));
	await(fd, POLLIN);
	TRY(recvfrom(fd, bytes, sizeof(bytes), 0, (struct sockaddr *)&from, &length));
	say("from %s", endpoint_text(&from, length, SOCK_DGRAM));
	say_received("socket", fd, 10, MSG_DONTWAIT);
	return 0;
}
