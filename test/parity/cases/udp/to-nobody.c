/* a datagram to a port where nobody is is sent without an error */
#include "parity.h"

int main(void)
{
	int fd = udp_socket("127.0.0.1"), gone = udp_socket("127.0.0.1");
	int port = port_of(gone);
	MUST(close(gone));
	TRY(send_to(fd, "hello?", "127.0.0.1", port));
	TRY(send_to(fd, "hello?", "127.0.0.1", port));
	say_ready("socket", fd);
	say_received("socket", fd, 10, MSG_DONTWAIT);
	say("SO_ERROR: %s", pending_error(fd));
	int fd6 = udp_socket("::1");
	TRY(send_to(fd6, "hello?", "::1", port));
	say_ready("socket", fd6);
	TRY(send_to(fd, "x", "127.0.0.1", 0));
	return 0;
}
