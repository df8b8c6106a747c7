/* shutdown of UDP wants a connected socket and then ends reading and writing */
#include "parity.h"

int main(void)
{
	int fd = udp_socket("127.0.0.1"), target = udp_socket("127.0.0.1");
	signal(SIGPIPE, SIG_IGN);
	TRY(shutdown(fd, SHUT_RDWR));
	MUST(connect_to(fd, "127.0.0.1", port_of(target)));
	TRY(shutdown(fd, SHUT_WR));
	TRY(send(fd, "x", 1, 0));
	TRY(send_to(fd, "x", "127.0.0.1", port_of(target)));
	TRY(shutdown(fd, SHUT_RD));
	say_received("after SHUT_RD", fd, 10, 0);
	say_ready("after both", fd);
	return 0;
}
