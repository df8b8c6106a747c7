/* the options that identify a unix peer say nothing about a TCP peer */
#include "parity.h"

#ifndef SO_PEERGROUPS
#define SO_PEERGROUPS 59
#endif

int main(void)
{
	struct sockaddr_storage peer = { 0 };
	char bytes[256];
	socklen_t length = sizeof(peer);
	int client, server;
	tcp_pair("127.0.0.1", &client, &server);
	say_name("client", client);
	TRY(getsockopt(server, SOL_SOCKET, SO_PEERNAME, &peer, &length));
	say("%s", endpoint_text(&peer, length, SOCK_STREAM));
	length = sizeof(bytes);
	TRY(getsockopt(server, SOL_SOCKET, SO_PEERGROUPS, bytes, &length));
	length = sizeof(peer);
	TRY(getsockopt(MUST(socket(AF_INET, SOCK_STREAM, 0)), SOL_SOCKET, SO_PEERNAME, &peer,
	               &length));
	return 0;
}
