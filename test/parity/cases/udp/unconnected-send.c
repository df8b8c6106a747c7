/* sending without an address on an unconnected UDP socket gives EDESTADDRREQ */
#include "parity.h"

int main(void)
{
	int fd = MUST(socket(AF_INET, SOCK_DGRAM, 0)), fd6 = MUST(socket(AF_INET6, SOCK_DGRAM, 0));
	struct iovec part = { "x", 1 };
	struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1 };
	TRY(send(fd, "x", 1, 0));
	TRY(write(fd, "x", 1));
	TRY(writev(fd, &part, 1));
	TRY(sendmsg(fd, &message, 0));
	TRY(send(fd6, "x", 1, 0));
	say_name("socket", fd);
	say_received("unbound", fd, 10, MSG_DONTWAIT);
	return 0;
}
