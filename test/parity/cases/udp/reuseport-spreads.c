/* UDP sockets with SO_REUSEPORT share the senders between them and lose nothing */
#include "parity.h"

int main(void)
{
	int fds[4], total = 0, busy = 0;
	char bytes[16];
	for (int index = 0; index < 4; index++) {
		fds[index] = MUST(socket(AF_INET, SOCK_DGRAM, 0));
		MUST(set_option(fds[index], SOL_SOCKET, SO_REUSEPORT, 1));
		MUST(bind_to(fds[index], "127.0.0.1", index ? port_of(fds[0]) : 0));
	}
	for (int index = 0; index < 64; index++) {
		int sender = udp_socket("127.0.0.1");
		MUST(send_to(sender, "x", "127.0.0.1", port_of(fds[0])));
		MUST(close(sender));
	}
	for (int index = 0; index < 4; index++) {
		int count = 0;
		while (recv(fds[index], bytes, sizeof(bytes), MSG_DONTWAIT) > 0)
			count++;
		total += count;
		busy += count > 0;
	}
	say("all arrived %d, more than one took part %d", total == 64, busy > 1);
	return 0;
}
