/* UDP-Lite tells the address, time to live and type of service that a datagram was sent with */
#include "udplite.h"

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
		const unsigned char *data = CMSG_DATA(header);
		char text[64] = "";
		for (size_t at = 0; at < header->cmsg_len - CMSG_LEN(0) && at < 20; at++)
			snprintf(text + 2 * at, 3, "%02x", data[at]);
		say("level %d type %d length %zu: %s", header->cmsg_level, header->cmsg_type,
		    header->cmsg_len, text);
	}
}

int main(void)
{
	int v4 = lite_socket("0.0.0.0"), v6 = lite_socket("::");
	int from_v4 = lite_socket("127.0.0.1"), from_v6 = lite_socket("::1");
	TRY(set_option(v4, IPPROTO_IP, IP_PKTINFO, 1));
	TRY(set_option(v4, IPPROTO_IP, IP_RECVTTL, 1));
	TRY(set_option(v4, IPPROTO_IP, IP_RECVTOS, 1));
	TRY(set_option(from_v4, IPPROTO_IP, IP_TTL, 33));
	TRY(set_option(from_v4, IPPROTO_IP, IP_TOS, 16));
	TRY(send_to(from_v4, "four", "127.0.0.2", port_of(v4)));
	show(v4);
	TRY(set_option(v6, IPPROTO_IPV6, IPV6_RECVPKTINFO, 1));
	TRY(set_option(v6, IPPROTO_IPV6, IPV6_RECVHOPLIMIT, 1));
	TRY(set_option(v6, IPPROTO_IPV6, IPV6_RECVTCLASS, 1));
	TRY(set_option(from_v6, IPPROTO_IPV6, IPV6_UNICAST_HOPS, 33));
	TRY(set_option(from_v6, IPPROTO_IPV6, IPV6_TCLASS, 16));
	TRY(send_to(from_v6, "six", "::1", port_of(v6)));
	show(v6);
	TRY(send_to(from_v4, "mapped", "127.0.0.2", port_of(v6)));
	show(v6);
	return 0;
}
