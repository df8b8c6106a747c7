/* poll shows each state of a UDP socket */
#include "parity.h"

int main(void)
{
	int fd = MUST(socket(AF_INET, SOCK_DGRAM, 0)), peer = udp_socket("127.0.0.1");
	say_ready("new", fd);
	MUST(bind_to(fd, "127.0.0.1", 0));
	say_ready("bound", fd);
	MUST(connect_to(fd, "127.0.0.1", port_of(peer)));
	say_ready("connected", fd);
	MUST(send_to(peer, "x", "127.0.0.1", port_of(fd)));
	await(fd, POLLIN);
	say_ready("with a datagram", fd);
	MUST(send_to(peer, "", "127.0.0.1", port_of(fd)));
	say_received("socket", fd, 10, 0);
	await(fd, POLLIN);
	say_ready("with an empty datagram", fd);
	say_received("socket", fd, 10, 0);
	say_ready("drained", fd);
	MUST(close(peer));
	say_ready("after its peer closed", fd);
	return 0;
}
