/* of two UDP sockets that share an address with SO_REUSEADDR the last one gets the datagrams */
#include "parity.h"

int main(void)
{
	int first = MUST(socket(AF_INET, SOCK_DGRAM, 0)),
	    second = MUST(socket(AF_INET, SOCK_DGRAM, 0));
	int sender = udp_socket("127.0.0.1");
	MUST(set_option(first, SOL_SOCKET, SO_REUSEADDR, 1));
	MUST(set_option(second, SOL_SOCKET, SO_REUSEADDR, 1));
	MUST(bind_to(first, "127.0.0.1", 0));
	MUST(bind_to(second, "127.0.0.1", port_of(first)));
	MUST(send_to(sender, "one", "127.0.0.1", port_of(first)));
	await(second, POLLIN);
	say_received("second", second, 10, MSG_DONTWAIT);
	say_received("first", first, 10, MSG_DONTWAIT);
	MUST(close(second));
	MUST(send_to(sender, "two", "127.0.0.1", port_of(first)));
	await(first, POLLIN);
	say_received("first", first, 10, MSG_DONTWAIT);
	return 0;
}
