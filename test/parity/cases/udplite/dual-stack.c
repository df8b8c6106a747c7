/* an IPv6 socket of UDP-Lite serves IPv4 too, and excludes it on its port */
#include "udplite.h"

int main(void)
{
	struct sockaddr_storage from = { 0 };
	socklen_t length = sizeof(from);
	char bytes[16];
	int dual = lite_socket("::"), client = lite_unbound(AF_INET),
	    second = lite_unbound(AF_INET);
	TRY(bind_to(second, "127.0.0.1", port_of(dual)));
	TRY(send_to(client, "four", "127.0.0.1", port_of(dual)));
	await(dual, POLLIN);
	TRY(recvfrom(dual, bytes, sizeof(bytes), 0, (struct sockaddr *)&from, &length));
	say("from %s", endpoint_text(&from, length, SOCK_DGRAM));
	TRY(sendto(dual, "back", 4, 0, (struct sockaddr *)&from, length));
	await(client, POLLIN);
	say_received("client", client, 10, 0);
	return 0;
}
