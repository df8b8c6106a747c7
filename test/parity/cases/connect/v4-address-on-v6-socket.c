/* an IPv6 TCP socket that is given an IPv4 address says EAFNOSUPPORT */
#include "parity.h"

int main(void)
{
	int listener = tcp_listener("127.0.0.1");
	int fd6 = MUST(socket(AF_INET6, SOCK_STREAM, 0));
	TRY(connect_to(fd6, "127.0.0.1", port_of(listener)));
	TRY(connect_to(fd6, "::ffff:127.0.0.1", port_of(listener)));
	return 0;
}
