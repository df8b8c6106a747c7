/* broadcast needs SO_BROADCAST and reaches wildcard sockets of the network */
#include "parity.h"

int main(void)
{
	struct sockaddr_storage from = { 0 };
	socklen_t length = sizeof(from);
	char bytes[16];
	int sender = udp_socket("127.0.0.1"), receiver = udp_socket("0.0.0.0"),
	    specific = udp_socket("127.0.0.1");
	TRY(send_to(sender, "x", "127.255.255.255", port_of(receiver)));
	TRY(connect_to(sender, "127.255.255.255", port_of(receiver)));
	TRY(set_option(sender, SOL_SOCKET, SO_BROADCAST, 1));
	TRY(send_to(sender, "to all", "127.255.255.255", port_of(receiver)));
	await(receiver, POLLIN);
	TRY(recvfrom(receiver, bytes, 16, 0, (struct sockaddr *)&from, &length));
	say("from %s", endpoint_text(&from, length, SOCK_DGRAM));
	TRY(send_to(sender, "unheard", "127.255.255.255", port_of(specific)));
	say_received("specific", specific, 10, MSG_DONTWAIT);
	return 0;
}
