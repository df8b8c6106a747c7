/* a program that sends two hundred datagrams to itself and then reads gets them all in order */
#include "parity.h"

int main(void)
{
	char text[16];
	int fd = udp_socket("127.0.0.1"), in_order = 0, failed = 0;
	for (int index = 0; index < 200; index++) {
		snprintf(text, sizeof(text), "%d", index);
		failed += send_to(fd, text, "127.0.0.1", port_of(fd)) == -1;
	}
	say("failed %d", failed);
	for (int index = 0; index < 200; index++) {
		memset(text, 0, sizeof(text));
		await(fd, POLLIN);
		if (recv(fd, text, sizeof(text), MSG_DONTWAIT) == -1)
			break;
		in_order += atoi(text) == index;
	}
	say("in order %d", in_order);
	say_received("then", fd, 10, MSG_DONTWAIT);
	say_ready("then", fd);
	return 0;
}
