/* shutdown in every state and with every argument */
#include "parity.h"

int main(void)
{
	int client, server;
	int fd = MUST(socket(AF_INET, SOCK_STREAM, 0));
	TRY(shutdown(fd, SHUT_RD));
	TRY(shutdown(fd, SHUT_RDWR));
	MUST(bind_to(fd, "127.0.0.1", 0));
	TRY(shutdown(fd, SHUT_WR));
	tcp_pair("127.0.0.1", &client, &server);
	TRY(shutdown(client, 3));
	TRY(shutdown(client, -1));
	TRY(shutdown(client, SHUT_WR));
	TRY(shutdown(client, SHUT_WR));
	TRY(shutdown(client, SHUT_RD));
	TRY(shutdown(client, SHUT_RDWR));
	await(server, POLLIN);
	TRY(shutdown(server, SHUT_RDWR));
	TRY(shutdown(server, SHUT_RDWR));
	TRY(shutdown(client, SHUT_RDWR));
	return 0;
}
