/* MSG_PEEK shows bytes without taking them */
#include "parity.h"

int main(void)
{
	int client, server;
	char first[2], second[3];
	struct iovec parts[2] = { { first, 2 }, { second, 3 } };
	struct msghdr message = { .msg_iov = parts, .msg_iovlen = 2 };
	tcp_pair("127.0.0.1", &client, &server);
	MUST(send(client, "peek", 4, 0));
	await(server, POLLIN);
	say_received("peek", server, 2, MSG_PEEK);
	say_received("peek", server, 10, MSG_PEEK);
	TRY(recvmsg(server, &message, MSG_PEEK));
	say("%.2s%.2s", first, second);
	say_received("take", server, 2, 0);
	say_received("peek", server, 10, MSG_PEEK);
	say_received("take", server, 10, 0);
	say_received("peek", server, 10, MSG_PEEK | MSG_DONTWAIT);
	MUST(shutdown(client, SHUT_WR));
	await(server, POLLIN);
	say_received("peek at the end", server, 10, MSG_PEEK);
	return 0;
}
