/* connections are accepted in the order in which they were made */
#include "parity.h"

int main(void)
{
	int listener = tcp_listener("127.0.0.1");
	int ports[50], in_order = 0;
	for (int index = 0; index < 50; index++)
		ports[index] = port_of(tcp_client("127.0.0.1", port_of(listener)));
	for (int index = 0; index < 50; index++) {
		struct sockaddr_in address;
		socklen_t length = sizeof(address);
		MUST(accept(listener, (struct sockaddr *)&address, &length));
		in_order += ntohs(address.sin_port) == ports[index];
	}
	say("%d of 50 in order", in_order);
	return 0;
}
