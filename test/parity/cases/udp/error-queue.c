/* with IP_RECVERR a refused datagram shows on an unconnected socket and in the error queue */
#include "parity.h"
#include <linux/errqueue.h>

int main(void)
{
	char bytes[16] = "", control[256];
	struct iovec part = { bytes, sizeof(bytes) };
	struct msghdr message = { .msg_iov = &part,
		                  .msg_iovlen = 1,
		                  .msg_control = control,
		                  .msg_controllen = sizeof(control) };
	int fd = udp_socket("127.0.0.1"), gone = udp_socket("127.0.0.1");
	int port = port_of(gone);
	MUST(close(gone));
	MUST(set_option(fd, IPPROTO_IP, IP_RECVERR, 1));
	MUST(send_to(fd, "lost", "127.0.0.1", port));
	say_ready("socket", fd);
	if (TRY(recvmsg(fd, &message, MSG_ERRQUEUE)) == -1)
		return 0;
	say("flags %x, %.4s", message.msg_flags, bytes);
	struct cmsghdr *header = CMSG_FIRSTHDR(&message);
	if (header) {
		struct sock_extended_err error;
		memcpy(&error, CMSG_DATA(header), sizeof(error));
		say("level %d type %d: %s origin %d type %d code %d", header->cmsg_level,
		    header->cmsg_type, error_name((int)error.ee_errno), error.ee_origin,
		    error.ee_type, error.ee_code);
	}
	TRY(recvmsg(fd, &message, MSG_ERRQUEUE));
	return 0;
}
