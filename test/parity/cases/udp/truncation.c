/* a datagram larger than the buffer is cut, says so, and its rest is gone */
#include "parity.h"

int main(void)
{
	char bytes[4];
	struct iovec part = { bytes, 4 };
	struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1 };
	int fd = udp_socket("127.0.0.1");
	int port = port_of(fd);
	for (int index = 0; index < 5; index++)
		MUST(send_to(fd, "0123456789", "127.0.0.1", port));
	MUST(send_to(fd, "last", "127.0.0.1", port));
	await(fd, POLLIN);
	TRY(recv(fd, bytes, 4, 0));
	TRY(recv(fd, bytes, 4, MSG_TRUNC));
	TRY(recv(fd, bytes, 4, MSG_TRUNC | MSG_PEEK));
	TRY(recvmsg(fd, &message, 0));
	say("flags %x, %.4s", message.msg_flags, bytes);
	TRY(recvmsg(fd, &message, MSG_TRUNC));
	say("flags %x", message.msg_flags);
	TRY(recv(fd, NULL, 0, 0));
	TRY(recvmsg(fd, &message, 0));
	say("flags %x, %.4s", message.msg_flags, bytes);
	return 0;
}
