/* MSG_PEEK shows a datagram and its sender again and again */
#include "parity.h"

int main(void)
{
	int sender = udp_socket("127.0.0.1"), receiver = udp_socket("127.0.0.1");
	MUST(send_to(sender, "one", "127.0.0.1", port_of(receiver)));
	MUST(send_to(sender, "two", "127.0.0.1", port_of(receiver)));
	await(receiver, POLLIN);
	for (int index = 0; index < 2; index++) {
		struct sockaddr_storage from;
		socklen_t length = sizeof(from);
		char bytes[16];
		ssize_t count =
			recvfrom(receiver, bytes, 16, MSG_PEEK, (struct sockaddr *)&from, &length);
		say("%zd %.3s from %s", count, bytes, endpoint_text(&from, length, SOCK_DGRAM));
	}
	say_received("take", receiver, 16, 0);
	say_received("peek", receiver, 2, MSG_PEEK);
	say_received("take", receiver, 16, 0);
	return 0;
}
