/* bursts to three receivers at once stay apart */
#include "parity.h"

int main(void)
{
	int fds[3], sender = udp_socket("127.0.0.1");
	for (int index = 0; index < 3; index++)
		fds[index] = udp_socket(index == 1 ? "0.0.0.0" : "127.0.0.1");
	for (int round = 0; round < 60; round++)
		for (int index = 0; index < 3; index++) {
			char text[16];
			snprintf(text, sizeof(text), "%d %d", index, round);
			MUST(send_to(sender, text, "127.0.0.1", port_of(fds[index])));
		}
	for (int index = 0; index < 3; index++) {
		int right = 0;
		for (int round = 0; round < 60; round++) {
			char text[16] = "", expected[16];
			snprintf(expected, sizeof(expected), "%d %d", index, round);
			right += recv(fds[index], text, sizeof(text), MSG_DONTWAIT) > 0 &&
			         strcmp(text, expected) == 0;
		}
		say("receiver %d: %d in order", index, right);
	}
	return 0;
}
