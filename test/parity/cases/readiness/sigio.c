/* O_ASYNC raises SIGIO when data arrives */
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
	sigset_t blocked, old;
	tcp_pair("127.0.0.1", &client, &server);
	signal(SIGIO, count_signal);
	sigemptyset(&blocked);
	sigaddset(&blocked, SIGIO);
	sigprocmask(SIG_BLOCK, &blocked, &old);
	MUST(fcntl(server, F_SETOWN, getpid()));
	MUST(fcntl(server, F_SETFL, O_ASYNC | O_NONBLOCK));
	MUST(send(client, "x", 1, 0));
	while (!signals)
		sigsuspend(&old);
	say_received("server", server, 10, 0);
	return 0;
}
