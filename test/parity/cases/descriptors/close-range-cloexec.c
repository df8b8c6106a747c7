/* close_range with CLOSE_RANGE_CLOEXEC only marks sockets */
#include "parity.h"
#include <linux/close_range.h>

int main(void)
{
	int client, server;
	tcp_pair("127.0.0.1", &client, &server);
	TRY(close_range(3, 1000, CLOSE_RANGE_CLOEXEC));
	say("cloexec %d", (fcntl(client, F_GETFD) & FD_CLOEXEC) != 0);
	MUST(send(client, "open", 4, 0));
	await(server, POLLIN);
	say_received("server", server, 10, 0);
	say_peer("server", server);
	return 0;
}
