/* accept with a negative length or an address without a length fails */
#include "parity.h"

int main(void)
{
	int listener = tcp_listener("127.0.0.1");
	struct sockaddr_storage address;
	socklen_t length = (socklen_t)-1;
	tcp_client("127.0.0.1", port_of(listener));
	await(listener, POLLIN);
	TRY(accept(listener, (struct sockaddr *)&address, &length));
	tcp_client("127.0.0.1", port_of(listener));
	await(listener, POLLIN);
	OPEN(accept(listener, NULL, &length));
	say("the length is untouched: %d", length == (socklen_t)-1);
	return 0;
}
