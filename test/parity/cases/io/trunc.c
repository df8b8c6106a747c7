/* recv with MSG_TRUNC on TCP throws bytes away without a buffer */
#include "parity.h"

int main(void)
{
	int client, server;
	char bytes[4] = "----";
	tcp_pair("127.0.0.1", &client, &server);
	MUST(send(client, "0123456789", 10, 0));
	await(server, POLLIN);
	TRY(recv(server, NULL, 3, MSG_TRUNC));
	TRY(recv(server, NULL, 2, MSG_TRUNC | MSG_DONTWAIT));
	say_received("rest", server, 2, 0);
	TRY(recv(server, bytes, 2, MSG_TRUNC));
	say("the buffer is untouched: %.4s", bytes);
	TRY(recv(server, NULL, 1000000, MSG_TRUNC | MSG_DONTWAIT | MSG_NOSIGNAL));
	TRY(recv(server, NULL, 1000000, MSG_TRUNC | MSG_DONTWAIT | MSG_NOSIGNAL));
	MUST(shutdown(client, SHUT_WR));
	await(server, POLLIN);
	TRY(recv(server, NULL, 10, MSG_TRUNC));
	return 0;
}
