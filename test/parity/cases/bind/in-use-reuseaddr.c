/* SO_REUSEADDR on both lets two sockets bind one port but only one listen */
#include "parity.h"

int main(void)
{
	int first = MUST(socket(AF_INET, SOCK_STREAM, 0));
	int second = MUST(socket(AF_INET, SOCK_STREAM, 0));
	MUST(set_option(first, SOL_SOCKET, SO_REUSEADDR, 1));
	MUST(set_option(second, SOL_SOCKET, SO_REUSEADDR, 1));
	MUST(bind_to(first, "127.0.0.1", 0));
	int port = port_of(first);
	TRY(bind_to(second, "127.0.0.1", port));
	TRY(listen(first, 5));
	TRY(listen(second, 5));
	int client = tcp_client("127.0.0.1", port);
	int server = OPEN(accept(first, NULL, NULL));
	say_name("server", server);
	MUST(close(first));
	TRY(listen(second, 5));
	MUST(close(client));
	return 0;
}
