/* listen on UDP gives EOPNOTSUPP and on a connected socket EINVAL, and both work as before */
#include "parity.h"

int main(void)
{
	int client, server;
	tcp_pair("127.0.0.1", &client, &server);
	TRY(listen(MUST(socket(AF_INET, SOCK_DGRAM, 0)), 5));
	TRY(listen(udp_socket("::1"), 5));
	int bound = udp_socket("127.0.0.1");
	TRY(listen(bound, 5));
	MUST(send_to(udp_socket("127.0.0.1"), "still bound", "127.0.0.1", port_of(bound)));
	await(bound, POLLIN);
	say_received("bound", bound, 100, 0);
	TRY(listen(client, 5));
	TRY(listen(server, 5));
	MUST(send(client, "still connected", 15, 0));
	await(server, POLLIN);
	say_received("server", server, 100, 0);
	return 0;
}
