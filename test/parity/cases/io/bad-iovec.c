/* sendmsg and writev check the number of parts */
#include "parity.h"

int main(void)
{
	static struct iovec parts[2000];
	volatile int negative = -1;
	int client, server;
	struct msghdr message = { .msg_iov = parts, .msg_iovlen = 2000 };
	tcp_pair("127.0.0.1", &client, &server);
	TRY(sendmsg(client, &message, 0));
	TRY(recvmsg(server, &message, MSG_DONTWAIT));
	TRY(writev(client, parts, 2000));
	TRY(writev(client, parts, negative));
	TRY(readv(server, parts, 2000));
	message.msg_iovlen = 0;
	TRY(sendmsg(client, &message, 0));
	TRY(recvmsg(server, &message, MSG_DONTWAIT));
	TRY(sendmmsg(client, NULL, 0, 0));
	return 0;
}
