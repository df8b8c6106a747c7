/* joining an IPv6 group twice gives EADDRINUSE, leaving twice EADDRNOTAVAIL */
#include "parity.h"
#include <net/if.h>

int main(void)
{
	struct ipv6_mreq request = { .ipv6mr_interface = if_nametoindex("lo") };
	int fd = udp_socket("::"), sender = MUST(socket(AF_INET6, SOCK_DGRAM, 0));
	inet_pton(AF_INET6, "ff01::1234", &request.ipv6mr_multiaddr);
	TRY(setsockopt(fd, IPPROTO_IPV6, IPV6_JOIN_GROUP, &request, sizeof(request)));
	TRY(setsockopt(fd, IPPROTO_IPV6, IPV6_JOIN_GROUP, &request, sizeof(request)));
	TRY(setsockopt(fd, IPPROTO_IPV6, IPV6_LEAVE_GROUP, &request, sizeof(request)));
	TRY(setsockopt(fd, IPPROTO_IPV6, IPV6_LEAVE_GROUP, &request, sizeof(request)));
	TRY(setsockopt(fd, IPPROTO_IPV6, IPV6_JOIN_GROUP, &request, 4));
	inet_pton(AF_INET6, "::1", &request.ipv6mr_multiaddr);
	TRY(setsockopt(fd, IPPROTO_IPV6, IPV6_JOIN_GROUP, &request, sizeof(request)));
	TRY(set_option(sender, IPPROTO_IPV6, IPV6_MULTICAST_IF, (int)if_nametoindex("lo")));
	TRY(option_of(sender, IPPROTO_IPV6, IPV6_MULTICAST_IF));
	TRY(set_option(sender, IPPROTO_IPV6, IPV6_MULTICAST_IF, 4321));
	return 0;
}
