/* SO_ACCEPTCONN is 1 on listeners only and cannot be set */
#include "parity.h"

int main(void)
{
	int fd = MUST(socket(AF_INET, SOCK_STREAM, 0));
	say("new: %d", option_of(fd, SOL_SOCKET, SO_ACCEPTCONN));
	MUST(bind_to(fd, "127.0.0.1", 0));
	say("bound: %d", option_of(fd, SOL_SOCKET, SO_ACCEPTCONN));
	MUST(listen(fd, 5));
	say("listening: %d", option_of(fd, SOL_SOCKET, SO_ACCEPTCONN));
	int client = tcp_client("127.0.0.1", port_of(fd));
	say("client: %d", option_of(client, SOL_SOCKET, SO_ACCEPTCONN));
	say("server: %d", option_of(MUST(accept(fd, NULL, NULL)), SOL_SOCKET, SO_ACCEPTCONN));
	TRY(set_option(fd, SOL_SOCKET, SO_ACCEPTCONN, 0));
	say("udp: %d", option_of(udp_socket("127.0.0.1"), SOL_SOCKET, SO_ACCEPTCONN));
	return 0;
}
