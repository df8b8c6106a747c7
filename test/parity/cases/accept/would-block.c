/* accept on a nonblocking listener without clients gives EAGAIN */
#include "parity.h"

int main(void)
{
	int listener = tcp_listener("127.0.0.1");
	MUST(fcntl(listener, F_SETFL, O_NONBLOCK));
	TRY(accept(listener, NULL, NULL));
	TRY(accept4(listener, NULL, NULL, SOCK_CLOEXEC));
	tcp_client("127.0.0.1", port_of(listener));
	await(listener, POLLIN);
	OPEN(accept(listener, NULL, NULL));
	TRY(accept(listener, NULL, NULL));
	return 0;
}
