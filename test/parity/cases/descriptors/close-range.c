/* close_range and closefrom close sockets for their peers and free the ports */
#include "parity.h"

int main(void)
{
	int client, server;
	tcp_pair("127.0.0.1", &client, &server);
	MUST(dup2(client, 300));
	MUST(close(client));
	int listener = tcp_listener("127.0.0.1"), port = port_of(listener);
	MUST(dup2(listener, 10));
	MUST(close(listener));
	TRY(close_range(250, 400, 0));
	await(server, POLLRDHUP);
	say_received("server", server, 10, 0);
	TRY(fcntl(300, F_GETFD));
	OPEN(tcp_client("127.0.0.1", port));
	closefrom(4);
	TRY(connect_to(MUST(socket(AF_INET, SOCK_STREAM, 0)), "127.0.0.1", port));
	say("the next socket's number: %d", MUST(socket(AF_INET, SOCK_DGRAM, 0)));
	return 0;
}
