/* IP_PKTINFO at sending chooses the source address */
#include "parity.h"

int main(void)
{
	union {
		struct cmsghdr header;
		char bytes[CMSG_SPACE(sizeof(struct in_pktinfo))];
	} control = { 0 };
	struct in_pktinfo info = { 0 };
	struct sockaddr_storage from;
	socklen_t length = sizeof(from);
	char bytes[16];
	int receiver = udp_socket("127.0.0.1"), sender = udp_socket("0.0.0.0");
	struct endpoint to = endpoint_of("127.0.0.1", port_of(receiver));
	struct iovec part = { "x", 1 };
	struct msghdr message = { .msg_name = &to.address,
		                  .msg_namelen = to.length,
		                  .msg_iov = &part,
		                  .msg_iovlen = 1,
		                  .msg_control = &control,
		                  .msg_controllen = sizeof(control) };
	control.header.cmsg_level = IPPROTO_IP;
	control.header.cmsg_type = IP_PKTINFO;
	control.header.cmsg_len = CMSG_LEN(sizeof(info));
	inet_pton(AF_INET, "127.0.0.42", &info.ipi_spec_dst);
	memcpy(CMSG_DATA(&control.header), &info, sizeof(info));
	TRY(sendmsg(sender, &message, 0));
	await(receiver, POLLIN);
	TRY(recvfrom(receiver, bytes, 16, 0, (struct sockaddr *)&from, &length));
	say("from %s", endpoint_text(&from, length, SOCK_DGRAM));
	return 0;
}
