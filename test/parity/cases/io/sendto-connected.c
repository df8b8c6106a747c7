/* sendto with an address on a connected TCP socket ignores the address, recvfrom leaves it alone */
#include "parity.h"

int main(void)
{
	int client, server;
	struct sockaddr_storage from;
	socklen_t length = sizeof(from);
	char bytes[8];
	tcp_pair("127.0.0.1", &client, &server);
	TRY(send_to(client, "to nobody", "127.0.0.9", 9));
	await(server, POLLIN);
	memset(&from, 0xee, sizeof(from));
	TRY(recvfrom(server, bytes, sizeof(bytes), 0, (struct sockaddr *)&from, &length));
	say("length %u, family untouched %d", length, from.ss_family == 0xeeee);
	struct iovec part = { bytes, 1 };
	struct msghdr message = {
		.msg_iov = &part, .msg_iovlen = 1, .msg_name = &from, .msg_namelen = sizeof(from)
	};
	TRY(recvmsg(server, &message, 0));
	say("length %u, family untouched %d", message.msg_namelen, from.ss_family == 0xeeee);
	return 0;
}
