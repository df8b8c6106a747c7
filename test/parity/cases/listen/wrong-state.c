/* listen on UDP gives EOPNOTSUPP and on a connected socket EINVAL */
#include "parity.h"

int main(void)
{
	int client, server;
	tcp_pair("127.0.0.1", &client, &server);
	TRY(listen(MUST(socket(AF_INET, SOCK_DGRAM, 0)), 5));
	TRY(listen(udp_socket("::1"), 5));
	TRY(listen(client, 5));
	TRY(listen(server, 5));
	MUST(send(client, "still connected", 15, 0));
	await(server, POLLIN);
	say_received("server", server, 100, 0);
	return 0;
}
