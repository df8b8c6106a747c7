/* MSG_DONTWAIT gives EAGAIN on a blocking socket that has nothing */
#include "parity.h"

int main(void)
{
	int client, server;
	char byte;
	struct iovec part = { &byte, 1 };
	struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1 };
	tcp_pair("127.0.0.1", &client, &server);
	TRY(recv(server, &byte, 1, MSG_DONTWAIT));
	TRY(recvfrom(server, &byte, 1, MSG_DONTWAIT, NULL, NULL));
	TRY(recvmsg(server, &message, MSG_DONTWAIT));
	TRY(send(client, "x", 1, MSG_DONTWAIT));
	await(server, POLLIN);
	TRY(recv(server, &byte, 1, MSG_DONTWAIT));
	return 0;
}
