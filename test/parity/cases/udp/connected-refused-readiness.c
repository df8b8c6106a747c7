/* poll shows ERR on a connected UDP socket whose datagram was refused */
#include "parity.h"

int main(void)
{
	int fd = udp_socket("127.0.0.1"), gone = udp_socket("127.0.0.1");
	int port = port_of(gone);
	MUST(close(gone));
	MUST(connect_to(fd, "127.0.0.1", port));
	MUST(send(fd, "one", 3, 0));
	await(fd, POLLIN);
	say_ready("socket", fd);
	say("SO_ERROR: %s", pending_error(fd));
	say_ready("afterwards", fd);
	return 0;
}
