/* a duplicated listener accepts, and the port is free only when both copies are closed */
#include "parity.h"

int main(void)
{
	int listener = tcp_listener("127.0.0.1");
	int port = port_of(listener), copy = MUST(dup(listener));
	MUST(close(listener));
	OPEN(tcp_client("127.0.0.1", port));
	int server = OPEN(accept(copy, NULL, NULL));
	say_name("server", server);
	int second = MUST(socket(AF_INET, SOCK_STREAM, 0));
	TRY(bind_to(second, "127.0.0.1", port));
	MUST(close(copy));
	TRY(connect_to(MUST(socket(AF_INET, SOCK_STREAM, 0)), "127.0.0.1", port));
	return 0;
}
