/* a datagram can be gathered from parts and scattered into parts */
#include "parity.h"

int main(void)
{
	char first[4], second[4];
	struct iovec out[3] = { { "ab", 2 }, { "", 0 }, { "cdef", 4 } },
		     in[2] = { { first, 4 }, { second, 4 } };
	int fd = udp_socket("127.0.0.1");
	MUST(connect_to(fd, "127.0.0.1", port_of(fd)));
	TRY(writev(fd, out, 3));
	await(fd, POLLIN);
	TRY(readv(fd, in, 2));
	say("%.4s %.2s", first, second);
	TRY(write(fd, "plain", 5));
	await(fd, POLLIN);
	TRY(read(fd, first, 4));
	say("%.4s", first);
	return 0;
}
