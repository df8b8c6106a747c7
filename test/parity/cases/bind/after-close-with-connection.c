/* while an accepted connection lives its listener's port needs SO_REUSEADDR to be bound again */
#include "parity.h"

int main(void)
{
	int listener = MUST(socket(AF_INET, SOCK_STREAM, 0));
	MUST(set_option(listener, SOL_SOCKET, SO_REUSEADDR, 1));
	MUST(bind_to(listener, "127.0.0.1", 0));
	MUST(listen(listener, 5));
	int port = port_of(listener);
	int client = tcp_client("127.0.0.1", port);
	int server = MUST(accept(listener, NULL, NULL));
	MUST(close(listener));
	int plain = MUST(socket(AF_INET, SOCK_STREAM, 0));
	TRY(bind_to(plain, "127.0.0.1", port));
	MUST(close(plain));
	int reuse = MUST(socket(AF_INET, SOCK_STREAM, 0));
	MUST(set_option(reuse, SOL_SOCKET, SO_REUSEADDR, 1));
	TRY(bind_to(reuse, "127.0.0.1", port));
	TRY(listen(reuse, 5));
	MUST(send(client, "still here", 10, 0));
	await(server, POLLIN);
	say_received("the old connection", server, 100, 0);
	int fresh = OPEN(tcp_client("127.0.0.1", port));
	say_peer("the new client", fresh);
	return 0;
}
