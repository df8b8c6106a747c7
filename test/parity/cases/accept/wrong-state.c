/* accept on a socket that does not listen gives EINVAL, on UDP EOPNOTSUPP */
#include "parity.h"

int main(void)
{
	int client, server;
	int fd = MUST(socket(AF_INET, SOCK_STREAM, 0));
	tcp_pair("127.0.0.1", &client, &server);
	TRY(accept(fd, NULL, NULL));
	MUST(bind_to(fd, "127.0.0.1", 0));
	TRY(accept(fd, NULL, NULL));
	TRY(accept(client, NULL, NULL));
	TRY(accept(server, NULL, NULL));
	TRY(accept(udp_socket("127.0.0.1"), NULL, NULL));
	TRY(accept4(udp_socket("::1"), NULL, NULL, SOCK_NONBLOCK));
	return 0;
}
