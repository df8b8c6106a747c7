/* UDP_CORK gathers sends into one datagram and UDP options read back */
#include "parity.h"
#include <netinet/udp.h>

int main(void)
{
	int fd = udp_socket("127.0.0.1");
	MUST(connect_to(fd, "127.0.0.1", port_of(fd)));
	TRY(set_option(fd, IPPROTO_UDP, UDP_CORK, 1));
	TRY(send(fd, "one ", 4, 0));
	TRY(send(fd, "two", 3, 0));
	say_received("corked", fd, 20, MSG_DONTWAIT);
	TRY(set_option(fd, IPPROTO_UDP, UDP_CORK, 0));
	await(fd, POLLIN);
	say_received("uncorked", fd, 20, 0);
	TRY(send(fd, "three ", 6, MSG_MORE));
	TRY(send(fd, "four", 4, 0));
	await(fd, POLLIN);
	say_received("more", fd, 20, 0);
	return 0;
}
