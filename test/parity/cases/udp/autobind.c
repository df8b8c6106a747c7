/* an unbound UDP socket gets a port at its first send and receives the answer */
#include "parity.h"

static void probe(const char *ip)
{
	forget_ports();
	struct sockaddr_storage from = { 0 };
	socklen_t length = sizeof(from);
	char bytes[16];
	int server = udp_socket(ip), client = MUST(socket(family_of(ip), SOCK_DGRAM, 0));
	say_name("before", client);
	TRY(send_to(client, "ask", ip, port_of(server)));
	say_name("after", client);
	await(server, POLLIN);
	MUST(recvfrom(server, bytes, sizeof(bytes), 0, (struct sockaddr *)&from, &length));
	say("from %s", endpoint_text(&from, length, SOCK_DGRAM));
	TRY(sendto(server, "answer", 6, 0, (struct sockaddr *)&from, length));
	await(client, POLLIN);
	say_received("client", client, 10, 0);
	TRY(bind_to(client, ip, 0));
}

int main(void)
{
	probe("127.0.0.1");
	probe("::1");
	return 0;
}
