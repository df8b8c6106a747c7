/* datagrams keep their boundaries, their order and their sender */
#include "parity.h"

static void probe(const char *ip)
{
	forget_ports();
	char bytes[64];
	int sender = udp_socket(ip), receiver = udp_socket(ip);
	static const char *texts[] = { "first", "second one", "3" };
	say_name("sender", sender);
	for (int index = 0; index < 3; index++)
		TRY(send_to(sender, texts[index], ip, port_of(receiver)));
	for (int index = 0; index < 3; index++) {
		struct sockaddr_storage from = { 0 };
		socklen_t length = sizeof(from);
		await(receiver, POLLIN);
		ssize_t count = recvfrom(receiver, bytes, sizeof(bytes), 0,
		                         (struct sockaddr *)&from, &length);
		say("%zd '%.*s' from %s", count, (int)count, bytes,
		    endpoint_text(&from, length, SOCK_DGRAM));
	}
	say_received("no more", receiver, 10, MSG_DONTWAIT);
}

int main(void)
{
	probe("127.0.0.1");
	probe("::1");
	probe("127.0.0.8");
	return 0;
}
