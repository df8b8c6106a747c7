/* empty datagrams arrive as empty datagrams */
#include "parity.h"

int main(void)
{
	int sender = udp_socket("127.0.0.1"), receiver = udp_socket("127.0.0.1");
	TRY(send_to(sender, "", "127.0.0.1", port_of(receiver)));
	TRY(send_to(sender, "x", "127.0.0.1", port_of(receiver)));
	TRY(send_to(sender, "", "127.0.0.1", port_of(receiver)));
	await(receiver, POLLIN);
	say_ready("receiver", receiver);
	say_received("receiver", receiver, 10, 0);
	say_received("receiver", receiver, 10, 0);
	say_received("receiver", receiver, 10, 0);
	say_received("receiver", receiver, 10, MSG_DONTWAIT);
	MUST(connect_to(sender, "127.0.0.1", port_of(receiver)));
	TRY(send(sender, NULL, 0, 0));
	TRY(write(sender, "", 0));
	await(receiver, POLLIN);
	say_received("receiver", receiver, 10, 0);
	return 0;
}
