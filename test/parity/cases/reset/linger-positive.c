/* closing with a positive SO_LINGER and nothing unread is an ordinary EOF */
#include "parity.h"

int main(void)
{
	struct linger soft = { .l_onoff = 1, .l_linger = 5 };
	int client, server;
	tcp_pair("127.0.0.1", &client, &server);
	MUST(setsockopt(server, SOL_SOCKET, SO_LINGER, &soft, sizeof(soft)));
	MUST(send(server, "whole", 5, 0));
	TRY(close(server));
	await(client, POLLRDHUP);
	say_received("client", client, 10, 0);
	say_received("client", client, 10, 0);
	return 0;
}
