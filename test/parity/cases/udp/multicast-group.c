/* a datagram to a multicast group reaches the members and nobody else */
#include "parity.h"

static int member(int port, bool join)
{
	struct ip_mreq request = { .imr_interface.s_addr = htonl(INADDR_LOOPBACK) };
	int fd = MUST(socket(AF_INET, SOCK_DGRAM, 0));
	inet_pton(AF_INET, "239.12.34.56", &request.imr_multiaddr);
	MUST(set_option(fd, SOL_SOCKET, SO_REUSEADDR, 1));
	MUST(set_option(fd, IPPROTO_IP, IP_MULTICAST_ALL, 0));
	MUST(bind_to(fd, "0.0.0.0", port));
	if (join)
		TRY(setsockopt(fd, IPPROTO_IP, IP_ADD_MEMBERSHIP, &request, sizeof(request)));
	return fd;
}

int main(void)
{
	struct in_addr interface = { htonl(INADDR_LOOPBACK) };
	struct sockaddr_storage from = { 0 };
	socklen_t length = sizeof(from);
	char bytes[16];
	int sender = udp_socket("127.0.0.1");
	int first = member(0, true), second = member(port_of(first), true),
	    third = member(port_of(first), false);
	TRY(setsockopt(sender, IPPROTO_IP, IP_MULTICAST_IF, &interface, sizeof(interface)));
	TRY(send_to(sender, "group", "239.12.34.56", port_of(first)));
	await(first, POLLIN);
	await(second, POLLIN);
	TRY(recvfrom(first, bytes, 16, 0, (struct sockaddr *)&from, &length));
	say("from %s", endpoint_text(&from, length, SOCK_DGRAM));
	say_received("second", second, 10, MSG_DONTWAIT);
	say_received("not a member", third, 10, MSG_DONTWAIT);
	return 0;
}
