/* FIONREAD on UDP gives the size of the next datagram */
#include "parity.h"

int main(void)
{
	int value = -1, fd = udp_socket("127.0.0.1");
	TRY(ioctl(fd, FIONREAD, &value));
	say("empty: %d", value);
	MUST(send_to(fd, "12345", "127.0.0.1", port_of(fd)));
	MUST(send_to(fd, "678", "127.0.0.1", port_of(fd)));
	await(fd, POLLIN);
	TRY(ioctl(fd, FIONREAD, &value));
	say("two datagrams: %d", value);
	say_received("first", fd, 10, 0);
	TRY(ioctl(fd, FIONREAD, &value));
	say("one datagram: %d", value);
	TRY(ioctl(fd, 0x5411, &value));
	say("SIOCOUTQ: %d", value);
	return 0;
}
