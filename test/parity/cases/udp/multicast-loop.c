/* IP_MULTICAST_LOOP 0 keeps a group's datagram from the own host's members */
#include "parity.h"

int main(void)
{
	struct ip_mreq request = { .imr_interface.s_addr = htonl(INADDR_LOOPBACK) };
	struct in_addr interface = { htonl(INADDR_LOOPBACK) };
	int fd = udp_socket("0.0.0.0");
	inet_pton(AF_INET, "239.8.8.8", &request.imr_multiaddr);
	MUST(setsockopt(fd, IPPROTO_IP, IP_MULTICAST_IF, &interface, sizeof(interface)));
	MUST(setsockopt(fd, IPPROTO_IP, IP_ADD_MEMBERSHIP, &request, sizeof(request)));
	TRY(send_to(fd, "looped", "239.8.8.8", port_of(fd)));
	await(fd, POLLIN);
	say_received("itself", fd, 10, 0);
	return 0;
}
