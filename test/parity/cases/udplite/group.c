/* a datagram of UDP-Lite to a multicast group reaches the members that speak UDP-Lite */
#include "udplite.h"

static int member(int protocol, int port)
{
	struct ip_mreq request = { .imr_interface.s_addr = htonl(INADDR_LOOPBACK) };
	int fd = MUST(socket(AF_INET, SOCK_DGRAM, protocol));
	inet_pton(AF_INET, "239.12.34.57", &request.imr_multiaddr);
	MUST(set_option(fd, SOL_SOCKET, SO_REUSEADDR, 1));
	MUST(bind_to(fd, "0.0.0.0", port));
	TRY(setsockopt(fd, IPPROTO_IP, IP_ADD_MEMBERSHIP, &request, sizeof(request)));
	return fd;
}

int main(void)
{
	struct in_addr interface = { htonl(INADDR_LOOPBACK) };
	int lite = member(IPPROTO_UDPLITE, 0), port = port_of(lite);
	int second = member(IPPROTO_UDPLITE, port), udp = member(IPPROTO_UDP, port);
	int sender = lite_socket("127.0.0.1"), plain = udp_socket("127.0.0.1");
	MUST(setsockopt(sender, IPPROTO_IP, IP_MULTICAST_IF, &interface, sizeof(interface)));
	MUST(setsockopt(plain, IPPROTO_IP, IP_MULTICAST_IF, &interface, sizeof(interface)));
	TRY(send_to(sender, "lite", "239.12.34.57", port));
	TRY(send_to(plain, "udp", "239.12.34.57", port));
	await(lite, POLLIN);
	await(second, POLLIN);
	await(udp, POLLIN);
	say_received("lite", lite, 10, MSG_DONTWAIT);
	say_received("lite", lite, 10, MSG_DONTWAIT);
	say_received("second", second, 10, MSG_DONTWAIT);
	say_received("udp", udp, 10, MSG_DONTWAIT);
	say_received("udp", udp, 10, MSG_DONTWAIT);
	TRY(send_to(sender, "without", "127.255.255.255", port));
	MUST(set_option(sender, SOL_SOCKET, SO_BROADCAST, 1));
	TRY(send_to(sender, "all", "127.255.255.255", port));
	await(lite, POLLIN);
	say_received("lite", lite, 10, MSG_DONTWAIT);
	say_received("udp", udp, 10, MSG_DONTWAIT);
	return 0;
}
