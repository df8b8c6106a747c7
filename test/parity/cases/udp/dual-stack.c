/* a :: UDP socket talks IPv4 with mapped addresses, unless it is V6ONLY */
#include "parity.h"

int main(void)
{
	struct sockaddr_storage from = { 0 };
	socklen_t length = sizeof(from);
	char bytes[16];
	int fd = udp_socket("::"), v4 = udp_socket("127.0.0.1");
	TRY(send_to(v4, "v4", "127.0.0.1", port_of(fd)));
	await(fd, POLLIN);
	TRY(recvfrom(fd, bytes, 16, 0, (struct sockaddr *)&from, &length));
	say("from %s", endpoint_text(&from, length, SOCK_DGRAM));
	TRY(sendto(fd, "back", 4, 0, (struct sockaddr *)&from, length));
	await(v4, POLLIN);
	length = sizeof(from);
	TRY(recvfrom(v4, bytes, 16, 0, (struct sockaddr *)&from, &length));
	say("from %s", endpoint_text(&from, length, SOCK_DGRAM));
	TRY(send_to(fd, "plain", "127.0.0.1", port_of(v4)));
	int only = MUST(socket(AF_INET6, SOCK_DGRAM, 0));
	MUST(set_option(only, IPPROTO_IPV6, IPV6_V6ONLY, 1));
	MUST(bind_to(only, "::", 0));
	TRY(send_to(v4, "unheard", "127.0.0.1", port_of(only)));
	say_received("only", only, 10, MSG_DONTWAIT);
	TRY(send_to(v4, "x", "::1", port_of(only)));
	return 0;
}
