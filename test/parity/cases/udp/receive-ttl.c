/* IP_RECVTTL, IP_RECVTOS and IPV6_RECVHOPLIMIT come with datagrams */
#include "parity.h"

static void show(int fd)
{
	char bytes[16], control[256];
	struct iovec part = { bytes, sizeof(bytes) };
	struct msghdr message = { .msg_iov = &part,
		                  .msg_iovlen = 1,
		                  .msg_control = control,
		                  .msg_controllen = sizeof(control) };
	await(fd, POLLIN);
	TRY(recvmsg(fd, &message, 0));
	for (struct cmsghdr *header = CMSG_FIRSTHDR(&message); header;
	     header = CMSG_NXTHDR(&message, header)) {
		int value = 0;
		size_t size = header->cmsg_len - CMSG_LEN(0);
		memcpy(&value, CMSG_DATA(header), size < sizeof(value) ? size : sizeof(value));
		say("level %d type %d length %zu value %d", header->cmsg_level, header->cmsg_type,
		    header->cmsg_len, value);
	}
}

int main(void)
{
	int fd = udp_socket("127.0.0.1"), fd6 = udp_socket("::1");
	TRY(set_option(fd, IPPROTO_IP, IP_RECVTTL, 1));
	TRY(set_option(fd, IPPROTO_IP, IP_RECVTOS, 1));
	TRY(set_option(fd, IPPROTO_IP, IP_TTL, 33));
	TRY(set_option(fd, IPPROTO_IP, IP_TOS, 0x10));
	MUST(send_to(fd, "v4", "127.0.0.1", port_of(fd)));
	show(fd);
	TRY(set_option(fd6, IPPROTO_IPV6, IPV6_RECVHOPLIMIT, 1));
	TRY(set_option(fd6, IPPROTO_IPV6, IPV6_UNICAST_HOPS, 44));
	MUST(send_to(fd6, "v6", "::1", port_of(fd6)));
	show(fd6);
	return 0;
}
