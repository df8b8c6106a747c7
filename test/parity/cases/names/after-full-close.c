/* when both directions are shut the peer's name is gone on both sides */
#include "parity.h"

int main(void)
{
	int client, server;
	tcp_pair("127.0.0.1", &client, &server);
	say_name("client", client);
	MUST(shutdown(client, SHUT_RDWR));
	say_peer("client after its own SHUT_RDWR", client);
	await(server, POLLRDHUP);
	say_peer("server after the client's", server);
	MUST(shutdown(server, SHUT_RDWR));
	await(client, POLLHUP);
	say_name("client", client);
	say_peer("server", server);
	return 0;
}
