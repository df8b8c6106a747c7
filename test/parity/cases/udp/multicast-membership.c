/* joining twice gives EADDRINUSE, leaving twice EADDRNOTAVAIL, a unicast group EINVAL */
#include "parity.h"

int main(void)
{
	struct ip_mreq request = { .imr_interface.s_addr = htonl(INADDR_LOOPBACK) };
	struct ip_mreqn request_n = { .imr_address.s_addr = htonl(INADDR_LOOPBACK) };
	int fd = udp_socket("0.0.0.0");
	inet_pton(AF_INET, "239.1.1.1", &request.imr_multiaddr);
	request_n.imr_multiaddr = request.imr_multiaddr;
	TRY(setsockopt(fd, IPPROTO_IP, IP_ADD_MEMBERSHIP, &request, sizeof(request)));
	TRY(setsockopt(fd, IPPROTO_IP, IP_ADD_MEMBERSHIP, &request, sizeof(request)));
	TRY(setsockopt(fd, IPPROTO_IP, IP_DROP_MEMBERSHIP, &request, sizeof(request)));
	TRY(setsockopt(fd, IPPROTO_IP, IP_DROP_MEMBERSHIP, &request, sizeof(request)));
	TRY(setsockopt(fd, IPPROTO_IP, IP_ADD_MEMBERSHIP, &request_n, sizeof(request_n)));
	TRY(setsockopt(fd, IPPROTO_IP, IP_DROP_MEMBERSHIP, &request_n, sizeof(request_n)));
	TRY(setsockopt(fd, IPPROTO_IP, IP_ADD_MEMBERSHIP, &request, 4));
	inet_pton(AF_INET, "127.0.0.5", &request.imr_multiaddr);
	TRY(setsockopt(fd, IPPROTO_IP, IP_ADD_MEMBERSHIP, &request, sizeof(request)));
	inet_pton(AF_INET, "239.1.1.1", &request.imr_multiaddr);
	inet_pton(AF_INET, "198.51.100.77", &request.imr_interface);
	TRY(setsockopt(fd, IPPROTO_IP, IP_ADD_MEMBERSHIP, &request, sizeof(request)));
	return 0;
}
