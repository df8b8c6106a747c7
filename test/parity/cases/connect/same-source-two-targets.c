/* two sockets with SO_REUSEADDR can use one source port to different servers but not to the same */
#include "parity.h"

int main(void)
{
	int first_server = tcp_listener("127.0.0.1"), second_server = tcp_listener("127.0.0.1");
	int first = MUST(socket(AF_INET, SOCK_STREAM, 0));
	int second = MUST(socket(AF_INET, SOCK_STREAM, 0));
	int third = MUST(socket(AF_INET, SOCK_STREAM, 0));
	MUST(set_option(first, SOL_SOCKET, SO_REUSEADDR, 1));
	MUST(set_option(second, SOL_SOCKET, SO_REUSEADDR, 1));
	MUST(set_option(third, SOL_SOCKET, SO_REUSEADDR, 1));
	MUST(bind_to(first, "127.0.0.1", 0));
	TRY(bind_to(second, "127.0.0.1", port_of(first)));
	TRY(bind_to(third, "127.0.0.1", port_of(first)));
	TRY(connect_to(first, "127.0.0.1", port_of(first_server)));
	TRY(connect_to(second, "127.0.0.1", port_of(second_server)));
	TRY(connect_to(third, "127.0.0.1", port_of(first_server)));
	say_peer("server of the first", MUST(accept(first_server, NULL, NULL)));
	say_peer("server of the second", MUST(accept(second_server, NULL, NULL)));
	return 0;
}
