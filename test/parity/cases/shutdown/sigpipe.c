/* writing after one's own SHUT_WR raises SIGPIPE unless MSG_NOSIGNAL asks for EPIPE */
#include "parity.h"

static volatile sig_atomic_t signals;

static void count_signal(int number)
{
	(void)number;
	signals++;
}

int main(void)
{
	int client, server;
	tcp_pair("127.0.0.1", &client, &server);
	MUST(shutdown(client, SHUT_WR));
	signal(SIGPIPE, count_signal);
	TRY(write(client, "x", 1));
	say("signals %d", signals);
	TRY(send(client, "x", 1, 0));
	say("signals %d", signals);
	TRY(send(client, "x", 1, MSG_NOSIGNAL));
	say("signals %d", signals);
	struct iovec part = { .iov_base = "x", .iov_len = 1 };
	struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1 };
	TRY(writev(client, &part, 1));
	say("signals %d", signals);
	TRY(sendmsg(client, &message, MSG_NOSIGNAL));
	say("signals %d", signals);
	TRY(sendmsg(client, &message, 0));
	say("signals %d", signals);
	TRY(write(client, "x", 0));
	say("signals %d", signals);
	return 0;
}
