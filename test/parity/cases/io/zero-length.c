/* writes and reads of nothing give 0 and change nothing */
#include "parity.h"

int main(void)
{
	int client, server;
	char byte;
	tcp_pair("127.0.0.1", &client, &server);
	TRY(write(client, "", 0));
	TRY(send(client, "", 0, 0));
	TRY(writev(client, NULL, 0));
	say_ready("server", server);
	TRY(read(server, &byte, 0));
	TRY(recv(server, &byte, 0, MSG_DONTWAIT));
	MUST(send(client, "z", 1, 0));
	await(server, POLLIN);
	TRY(recv(server, &byte, 0, 0));
	TRY(read(server, NULL, 0));
	say_received("server", server, 10, 0);
	return 0;
}
