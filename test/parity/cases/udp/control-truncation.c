/* control data that does not fit is cut and flagged with MSG_CTRUNC */
#include "parity.h"

int main(void)
{
	char bytes[16], control[8];
	struct iovec part = { bytes, sizeof(bytes) };
	struct msghdr message = { .msg_iov = &part,
		                  .msg_iovlen = 1,
		                  .msg_control = control,
		                  .msg_controllen = sizeof(control) };
	int fd = udp_socket("127.0.0.1");
	MUST(set_option(fd, IPPROTO_IP, IP_PKTINFO, 1));
	MUST(send_to(fd, "x", "127.0.0.1", port_of(fd)));
	MUST(send_to(fd, "y", "127.0.0.1", port_of(fd)));
	await(fd, POLLIN);
	TRY(recvmsg(fd, &message, 0));
	say("flags %x control length %zu", message.msg_flags, message.msg_controllen);
	message.msg_control = NULL;
	message.msg_controllen = 0;
	TRY(recvmsg(fd, &message, 0));
	say("flags %x control length %zu", message.msg_flags, message.msg_controllen);
	return 0;
}
