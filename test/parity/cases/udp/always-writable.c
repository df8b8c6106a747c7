/* a UDP socket is writable also when its receiver is full */
#include "parity.h"

int main(void)
{
	int sender = udp_socket("127.0.0.1"), fd = udp_socket("127.0.0.1");
	MUST(connect_to(sender, "127.0.0.1", port_of(fd)));
	for (int index = 0; index < 2000; index++)
		MUST(send(sender, "fill", 4, 0));
	say_ready("sender", sender);
	TRY(send(sender, "more", 4, MSG_DONTWAIT));
	return 0;
}
