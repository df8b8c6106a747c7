/* a sender whose receiver never reads is not blocked, and later datagrams are dropped */
#include "parity.h"

int main(void)
{
	static char block[8000];
	int sender = udp_socket("127.0.0.1"), fd = udp_socket("127.0.0.1"), failed = 0,
	    received = 0;
	struct endpoint to = endpoint_of("127.0.0.1", port_of(fd));
	for (int index = 0; index < 1000; index++)
		failed += sendto(sender, block, sizeof(block), 0, (struct sockaddr *)&to.address,
		                 to.length) == -1;
	say("failed %d", failed);
	while (recv(fd, block, sizeof(block), MSG_DONTWAIT) > 0)
		received++;
	say("some arrived %d, some were dropped %d", received > 5, received < 1000);
	MUST(send_to(sender, "after", "127.0.0.1", port_of(fd)));
	await(fd, POLLIN);
	say_received("after", fd, 10, 0);
	return 0;
}
