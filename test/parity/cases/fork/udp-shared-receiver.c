/* parent and child that share a UDP socket each get whole datagrams, and none is lost */
#include "parity.h"

int main(void)
{
	int fd = udp_socket("127.0.0.1"), counts[2], total = 0, value = 0;
	MUST(pipe(counts));
	for (int child = 0; child < 2; child++)
		if (start_child() == 0) {
			char text[16];
			int count = 0;
			while (recv(fd, text, sizeof(text), 0) > 0 && text[0] != 'q')
				count++;
			MUST(write(counts[1], &count, sizeof(count)));
			_exit(0);
		}
	int sender = udp_socket("127.0.0.1");
	for (int index = 0; index < 100; index++)
		MUST(send_to(sender, "datagram", "127.0.0.1", port_of(fd)));
	MUST(send_to(sender, "quit", "127.0.0.1", port_of(fd)));
	MUST(send_to(sender, "quit", "127.0.0.1", port_of(fd)));
	for (int child = 0; child < 2; child++) {
		MUST(read(counts[0], &value, sizeof(value)));
		total += value;
	}
	say("together %d", total);
	while (wait(NULL) > 0)
		;
	return 0;
}
