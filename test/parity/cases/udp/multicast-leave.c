/* a member that left does not hear the group any more */
#include "parity.h"

int main(void)
{
	struct ip_mreq request = { .imr_interface.s_addr = htonl(INADDR_LOOPBACK) };
	struct in_addr interface = { htonl(INADDR_LOOPBACK) };
	int fd = udp_socket("0.0.0.0"), sender = udp_socket("127.0.0.1");
	inet_pton(AF_INET, "239.7.7.7", &request.imr_multiaddr);
	MUST(set_option(fd, IPPROTO_IP, IP_MULTICAST_ALL, 0));
	MUST(setsockopt(sender, IPPROTO_IP, IP_MULTICAST_IF, &interface, sizeof(interface)));
	MUST(setsockopt(fd, IPPROTO_IP, IP_ADD_MEMBERSHIP, &request, sizeof(request)));
	TRY(send_to(sender, "in", "239.7.7.7", port_of(fd)));
	await(fd, POLLIN);
	say_received("member", fd, 10, 0);
	MUST(setsockopt(fd, IPPROTO_IP, IP_DROP_MEMBERSHIP, &request, sizeof(request)));
	TRY(send_to(sender, "out", "239.7.7.7", port_of(fd)));
	MUST(send_to(sender, "unicast", "127.0.0.1", port_of(fd)));
	await(fd, POLLIN);
	say_received("former member", fd, 10, 0);
	return 0;
}
