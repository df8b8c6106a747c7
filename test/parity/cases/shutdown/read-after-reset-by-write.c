/* after a write to a closed peer reading gives what was received before, then EOF or the error once */
#include "parity.h"

int main(void)
{
	int client, server;
	tcp_pair("127.0.0.1", &client, &server);
	MUST(send(server, "last words", 10, 0));
	MUST(close(server));
	await(client, POLLRDHUP);
	MUST(send(client, "unheard", 7, MSG_NOSIGNAL));
	await(client, POLLERR | POLLHUP);
	say("SO_ERROR: %s", pending_error(client));
	say("SO_ERROR: %s", pending_error(client));
	TRY(send(client, "x", 1, MSG_NOSIGNAL));
	return 0;
}
