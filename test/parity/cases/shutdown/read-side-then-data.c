/* data that arrives after SHUT_RD can still be read */
#include "parity.h"

int main(void)
{
	int client, server;
	tcp_pair("127.0.0.1", &client, &server);
	TRY(shutdown(server, SHUT_RD));
	say_received("server", server, 100, MSG_DONTWAIT);
	TRY(send(client, "late", 4, MSG_NOSIGNAL));
	say_ready("client", client);
	say_received("server", server, 100, MSG_DONTWAIT);
	say_received("server", server, 100, MSG_DONTWAIT);
	return 0;
}
