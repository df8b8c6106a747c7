/* a burst from another process that has ended before the first read arrives whole */
#include "parity.h"

int main(void)
{
	int fd = udp_socket("127.0.0.1"), in_order = 0;
	pid_t pid = start_child();
	if (pid == 0) {
		int sender = MUST(socket(AF_INET, SOCK_DGRAM, 0));
		for (int index = 0; index < 150; index++) {
			char text[16];
			snprintf(text, sizeof(text), "%d", index);
			MUST(send_to(sender, text, "127.0.0.1", port_of(fd)));
		}
		_exit(0);
	}
	say_end_of("the sender", pid);
	for (int index = 0; index < 150; index++) {
		char text[16] = "";
		if (recv(fd, text, sizeof(text), MSG_DONTWAIT) == -1)
			break;
		in_order += atoi(text) == index;
	}
	say("in order %d", in_order);
	return 0;
}
