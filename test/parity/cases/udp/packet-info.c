/* IP_PKTINFO tells the address a datagram was sent to */
#include "parity.h"

static void show(int fd)
{
	char bytes[16], control[256];
	struct sockaddr_storage from;
	struct iovec part = { bytes, sizeof(bytes) };
	struct msghdr message = { .msg_name = &from,
		                  .msg_namelen = sizeof(from),
		                  .msg_iov = &part,
		                  .msg_iovlen = 1,
		                  .msg_control = control,
		                  .msg_controllen = sizeof(control) };
	await(fd, POLLIN);
	TRY(recvmsg(fd, &message, 0));
	say("from %s, flags %x, control length %zu",
	    endpoint_text(&from, message.msg_namelen, SOCK_DGRAM), message.msg_flags,
	    message.msg_controllen);
	for (struct cmsghdr *header = CMSG_FIRSTHDR(&message); header;
	     header = CMSG_NXTHDR(&message, header)) {
		say("level %d type %d length %zu", header->cmsg_level, header->cmsg_type,
		    header->cmsg_len);
		if (header->cmsg_level == IPPROTO_IP && header->cmsg_type == IP_PKTINFO) {
			struct in_pktinfo info;
			char to[INET_ADDRSTRLEN], local[INET_ADDRSTRLEN];
			memcpy(&info, CMSG_DATA(header), sizeof(info));
			say("to %s local %s interface %d",
			    inet_ntop(AF_INET, &info.ipi_addr, to, sizeof(to)),
			    inet_ntop(AF_INET, &info.ipi_spec_dst, local, sizeof(local)),
			    info.ipi_ifindex);
		}
	}
}

int main(void)
{
	int fd = udp_socket("0.0.0.0"), sender = udp_socket("127.0.0.1");
	TRY(set_option(fd, IPPROTO_IP, IP_PKTINFO, 1));
	MUST(send_to(sender, "one", "127.0.0.1", port_of(fd)));
	show(fd);
	MUST(send_to(sender, "two", "127.0.0.3", port_of(fd)));
	show(fd);
	TRY(set_option(fd, IPPROTO_IP, IP_PKTINFO, 0));
	MUST(send_to(sender, "three", "127.0.0.1", port_of(fd)));
	show(fd);
	return 0;
}
