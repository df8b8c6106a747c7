/* UDP-Lite carries datagrams with their bounds and senders, in both families */
#include "udplite.h"

static void exchange(const char *ip)
{
	struct sockaddr_storage from = { 0 };
	socklen_t length = sizeof(from);
	char bytes[32];
	int server = lite_socket(ip), client = lite_unbound(family_of(ip));
	say_name("server", server);
	TRY(send_to(client, "first", ip, port_of(server)));
	TRY(send_to(client, "", ip, port_of(server)));
	TRY(send_to(client, "a longer one", ip, port_of(server)));
	say_name("client", client);
	await(server, POLLIN);
	say("waiting %d", ioctl(server, FIONREAD, &(int){ 0 }));
	TRY(recvfrom(server, bytes, sizeof(bytes), 0, (struct sockaddr *)&from, &length));
	say("from %s", endpoint_text(&from, length, SOCK_DGRAM));
	say_received("server", server, 10, 0);
	say_received("server", server, 4, MSG_TRUNC);
	TRY(sendto(server, "back", 4, 0, (struct sockaddr *)&from, length));
	await(client, POLLIN);
	say_received("client", client, 10, 0);
	say_received("client", client, 10, MSG_DONTWAIT);
	say_ready("client", client);
}

int main(void)
{
	exchange("127.0.0.1");
	exchange("::1");
	return 0;
}
