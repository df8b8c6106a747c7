/* recvmmsg and sendmmsg work on a TCP connection */
#include "parity.h"

int main(void)
{
	char places[3][4];
	struct iovec in[3];
	struct mmsghdr received[3] = { 0 };
	int client, server;
	tcp_pair("127.0.0.1", &client, &server);
	MUST(send(client, "abcdefghij", 10, 0));
	await(server, POLLIN);
	for (int index = 0; index < 3; index++) {
		in[index] = (struct iovec){ places[index], 4 };
		received[index].msg_hdr = (struct msghdr){ .msg_iov = &in[index], .msg_iovlen = 1 };
	}
	TRY(recvmmsg(server, received, 3, MSG_DONTWAIT, NULL));
	say("%u %u %u: %.4s %.4s %.2s", received[0].msg_len, received[1].msg_len,
	    received[2].msg_len, places[0], places[1], places[2]);
	TRY(recvmmsg(server, received, 3, MSG_DONTWAIT, NULL));
	MUST(shutdown(client, SHUT_WR));
	await(server, POLLIN);
	TRY(recvmmsg(server, received, 2, 0, NULL));
	say("%u %u", received[0].msg_len, received[1].msg_len);
	MUST(shutdown(server, SHUT_WR));
	struct mmsghdr sent = { .msg_hdr = { .msg_iov = in, .msg_iovlen = 1 } };
	TRY(sendmmsg(server, &sent, 1, MSG_NOSIGNAL));
	return 0;
}
