/* recvmmsg with MSG_WAITFORONE returns what is there, and a timeout bounds it */
#include "parity.h"
#include <time.h>

int main(void)
{
	char places[3][8];
	struct iovec in[3];
	struct mmsghdr received[3] = { 0 };
	struct timespec timeout = { .tv_nsec = 1000000 };
	int fd = udp_socket("127.0.0.1");
	for (int index = 0; index < 3; index++) {
		in[index] = (struct iovec){ places[index], 8 };
		received[index].msg_hdr = (struct msghdr){ .msg_iov = &in[index], .msg_iovlen = 1 };
	}
	MUST(send_to(fd, "a", "127.0.0.1", port_of(fd)));
	MUST(send_to(fd, "b", "127.0.0.1", port_of(fd)));
	await(fd, POLLIN);
	TRY(recvmmsg(fd, received, 3, MSG_WAITFORONE, NULL));
	say("%u %u", received[0].msg_len, received[1].msg_len);
	for (int index = 0; index < 3; index++)
		MUST(send_to(fd, "x", "127.0.0.1", port_of(fd)));
	await(fd, POLLIN);
	TRY(recvmmsg(fd, received, 3, 0, &timeout));
	return 0;
}
