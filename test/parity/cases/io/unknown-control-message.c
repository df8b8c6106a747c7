/* control messages that TCP does not know are refused or ignored as the kernel does */
#include "parity.h"

int main(void)
{
	int client, server;
	union {
		struct cmsghdr header;
		char bytes[CMSG_SPACE(sizeof(int))];
	} control = { 0 };
	struct iovec part = { "x", 1 };
	struct msghdr message = { .msg_iov = &part,
		                  .msg_iovlen = 1,
		                  .msg_control = &control,
		                  .msg_controllen = sizeof(control) };
	tcp_pair("127.0.0.1", &client, &server);
	control.header.cmsg_len = CMSG_LEN(sizeof(int));
	control.header.cmsg_level = SOL_SOCKET;
	control.header.cmsg_type = 0x4444;
	TRY(sendmsg(client, &message, 0));
	control.header.cmsg_type = SCM_RIGHTS;
	TRY(sendmsg(client, &message, 0));
	control.header.cmsg_level = IPPROTO_IP;
	control.header.cmsg_type = IP_TTL;
	TRY(sendmsg(client, &message, 0));
	control.header.cmsg_len = 3;
	TRY(sendmsg(client, &message, 0));
	return 0;
}
