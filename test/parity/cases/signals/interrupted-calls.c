/* a signal without SA_RESTART ends blocking calls with EINTR */
#include "parity.h"
#include <sys/time.h>

static void on_signal(int number)
{
	(void)number;
}

static void arm(void)
{
	struct itimerval soon = { .it_value.tv_usec = 20000, .it_interval.tv_usec = 20000 };
	MUST(setitimer(ITIMER_REAL, &soon, NULL));
}

int main(void)
{
	char byte;
	int client, server, listener = tcp_listener("127.0.0.1"), udp = udp_socket("127.0.0.1");
	struct sigaction action = { .sa_handler = on_signal };
	struct iovec part = { &byte, 1 };
	struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1 };
	tcp_pair("127.0.0.1", &client, &server);
	MUST(sigaction(SIGALRM, &action, NULL));
	arm();
	TRY(accept(listener, NULL, NULL));
	TRY(read(server, &byte, 1));
	TRY(recv(server, &byte, 1, 0));
	TRY(recvmsg(server, &message, 0));
	TRY(recv(udp, &byte, 1, 0));
	TRY(recvfrom(udp, &byte, 1, 0, NULL, NULL));
	TRY(poll(&(struct pollfd){ .fd = udp, .events = POLLIN }, 1, -1));
	return 0;
}
