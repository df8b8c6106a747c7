/* IPV6_RECVPKTINFO tells the address a datagram was sent to, mapped ones too */
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
		say("level %d type %d length %zu", header->cmsg_level, header->cmsg_type,
		    header->cmsg_len);
		if (header->cmsg_level == IPPROTO_IPV6 && header->cmsg_type == IPV6_PKTINFO) {
			struct in6_pktinfo info;
			char to[INET6_ADDRSTRLEN];
			memcpy(&info, CMSG_DATA(header), sizeof(info));
			say("to %s interface %u",
			    inet_ntop(AF_INET6, &info.ipi6_addr, to, sizeof(to)),
			    info.ipi6_ifindex);
		}
	}
}

int main(void)
{
	int fd = udp_socket("::"), v6 = udp_socket("::1"), v4 = udp_socket("127.0.0.1");
	TRY(set_option(fd, IPPROTO_IPV6, IPV6_RECVPKTINFO, 1));
	MUST(send_to(v6, "one", "::1", port_of(fd)));
	show(fd);
	MUST(send_to(v4, "two", "127.0.0.6", port_of(fd)));
	show(fd);
	return 0;
}
