/* poll shows each state of a TCP socket */
#include "parity.h"

int main(void)
{
	int fd = MUST(socket(AF_INET, SOCK_STREAM, 0));
	say_ready("new", fd);
	MUST(bind_to(fd, "127.0.0.1", 0));
	say_ready("bound", fd);
	MUST(listen(fd, 5));
	say_ready("listening", fd);
	int client = tcp_client("127.0.0.1", port_of(fd));
	await(fd, POLLIN);
	say_ready("listener with a client", fd);
	say_ready("client that is not accepted yet", client);
	int server = MUST(accept(fd, NULL, NULL));
	say_ready("listener again", fd);
	say_ready("server", server);
	MUST(send(client, "x", 1, 0));
	await(server, POLLIN);
	say_ready("server with data", server);
	MUST(close(client));
	await(server, POLLRDHUP);
	say_ready("server with data and end", server);
	say_received("server", server, 10, 0);
	say_ready("server at the end", server);
	MUST(shutdown(server, SHUT_WR));
	say_ready("server that ended too", server);
	return 0;
}
