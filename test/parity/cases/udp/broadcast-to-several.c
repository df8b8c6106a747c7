/* a broadcast reaches every socket that shares the port */
#include "parity.h"

int main(void)
{
	int sender = udp_socket("127.0.0.1"), fds[3];
	MUST(set_option(sender, SOL_SOCKET, SO_BROADCAST, 1));
	for (int index = 0; index < 3; index++) {
		fds[index] = MUST(socket(AF_INET, SOCK_DGRAM, 0));
		MUST(set_option(fds[index], SOL_SOCKET, SO_REUSEADDR, 1));
		MUST(bind_to(fds[index], "0.0.0.0", index ? port_of(fds[0]) : 0));
	}
	TRY(send_to(sender, "everyone", "127.255.255.255", port_of(fds[0])));
	for (int index = 0; index < 3; index++) {
		await(fds[index], POLLIN);
		say_received("receiver", fds[index], 20, MSG_DONTWAIT);
	}
	return 0;
}
