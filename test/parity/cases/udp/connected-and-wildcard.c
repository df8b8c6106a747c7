/* of two UDP sockets that share a port the one that is connected to the sender gets its datagrams */
#include "parity.h"

static int reusing(int port)
{
	int fd = MUST(socket(AF_INET, SOCK_DGRAM, 0));
	MUST(set_option(fd, SOL_SOCKET, SO_REUSEADDR, 1));
	MUST(bind_to(fd, "127.0.0.1", port));
	return fd;
}

int main(void)
{
	int peer = udp_socket("127.0.0.1"), stranger = udp_socket("127.0.0.1");
	int connected = reusing(0), open = reusing(port_of(connected));
	MUST(connect_to(connected, "127.0.0.1", port_of(peer)));
	MUST(send_to(peer, "peer", "127.0.0.1", port_of(open)));
	MUST(send_to(stranger, "stranger", "127.0.0.1", port_of(open)));
	await(connected, POLLIN);
	await(open, POLLIN);
	say_received("connected", connected, 10, MSG_DONTWAIT);
	say_received("connected", connected, 10, MSG_DONTWAIT);
	say_received("open", open, 10, MSG_DONTWAIT);
	say_received("open", open, 10, MSG_DONTWAIT);
	return 0;
}
