/* dup2 over a socket closes it for its peer and the number becomes the new file */
#include "parity.h"

int main(void)
{
	int client, server;
	tcp_pair("127.0.0.1", &client, &server);
	int file = MUST(open("/dev/zero", O_RDWR));
	char bytes[4] = "abc";
	TRY(dup2(file, server) == server ? 0 : -1);
	await(client, POLLRDHUP);
	say_received("client", client, 10, 0);
	TRY(read(server, bytes, 4));
	say("byte %d", bytes[0]);
	TRY(send(server, "x", 1, 0));
	TRY(getsockname(server, (struct sockaddr *)&(struct sockaddr_in){ 0 }, &(socklen_t){ 16 }));
	int udp = udp_socket("127.0.0.1");
	MUST(dup2(udp, client));
	say("client's number has type %d", option_of(client, SOL_SOCKET, SO_TYPE));
	say_name("client's number", client);
	return 0;
}
