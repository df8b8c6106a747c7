/* SO_TIMESTAMP gives a UDP receiver the time of arrival */
#include "parity.h"
#include <sys/time.h>

int main(void)
{
	char bytes[16], control[256];
	struct timeval now, stamp = { 0 };
	struct iovec part = { bytes, sizeof(bytes) };
	struct msghdr message = {
		.msg_iov = &part, .msg_iovlen = 1, .msg_control = control, .msg_controllen = 256
	};
	int fd = udp_socket("127.0.0.1");
	TRY(set_option(fd, SOL_SOCKET, SO_TIMESTAMP, 1));
	MUST(send_to(fd, "when", "127.0.0.1", port_of(fd)));
	await(fd, POLLIN);
	TRY(recvmsg(fd, &message, 0));
	gettimeofday(&now, NULL);
	for (struct cmsghdr *header = CMSG_FIRSTHDR(&message); header;
	     header = CMSG_NXTHDR(&message, header)) {
		say("level %d type %d length %zu", header->cmsg_level, header->cmsg_type,
		    header->cmsg_len);
		memcpy(&stamp, CMSG_DATA(header), sizeof(stamp));
	}
	say("recent: %d", now.tv_sec - stamp.tv_sec < 5);
	return 0;
}
