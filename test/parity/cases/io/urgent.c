/* urgent data is announced and read out of band */
#include "parity.h"

int main(void)
{
	int client, server;
	tcp_pair("127.0.0.1", &client, &server);
	say_received("nothing urgent", server, 10, MSG_OOB);
	MUST(send(client, "ab", 2, 0));
	TRY(send(client, "c", 1, MSG_OOB));
	await(server, POLLPRI);
	say_ready("server", server);
	say_received("urgent", server, 10, MSG_OOB);
	say_received("normal", server, 10, 0);
	TRY(sockatmark(server));
	MUST(send(client, "d", 1, 0));
	await(server, POLLIN);
	say_received("normal", server, 10, 0);
	return 0;
}
