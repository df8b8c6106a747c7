/* closing a listener resets the connections that were not accepted yet */
#include "parity.h"

int main(void)
{
	int listener = tcp_listener("127.0.0.1");
	int first = tcp_client("127.0.0.1", port_of(listener));
	int second = tcp_client("127.0.0.1", port_of(listener));
	await(listener, POLLIN);
	MUST(send(second, "unread", 6, 0));
	MUST(close(listener));
	await(first, POLLIN);
	await(second, POLLIN);
	say_ready("first", first);
	say_received("first", first, 10, 0);
	say_received("first again", first, 10, 0);
	say_ready("second", second);
	say_received("second", second, 10, 0);
	return 0;
}
