/* a program built with _FORTIFY_SOURCE uses the checked calls and sees the same */
// flags: -O2 -D_FORTIFY_SOURCE=2
#include "parity.h"

int main(int argc, char **argv)
{
	int client, server;
	char bytes[16];
	size_t size = sizeof(bytes) - (size_t)argc;
	struct sockaddr_storage from;
	socklen_t length = sizeof(from);
	struct pollfd entries[2];
	nfds_t count = (nfds_t)argc;
	(void)argv;
	tcp_pair("127.0.0.1", &client, &server);
	MUST(write(client, "fortified", 9));
	entries[0] = (struct pollfd){ .fd = server, .events = POLLIN };
	TRY(poll(entries, count, WAIT_MS));
	TRY(ppoll(entries, count, NULL, NULL));
	TRY(recv(server, bytes, size, MSG_PEEK));
	TRY(read(server, bytes, size));
	say("%.9s", bytes);
	int receiver = udp_socket("127.0.0.1");
	MUST(send_to(receiver, "datagram", "127.0.0.1", port_of(receiver)));
	await(receiver, POLLIN);
	TRY(recvfrom(receiver, bytes, size, 0, (struct sockaddr *)&from, &length));
	say("%.8s from %s", bytes, endpoint_text(&from, length, SOCK_DGRAM));
	say("%d", printf("%s", ""));
	return 0;
}
