/* a signal with SA_RESTART does not disturb a blocking read */
#include "parity.h"
#include <sys/time.h>

static int client;
static volatile sig_atomic_t signals;

static void on_signal(int number)
{
	(void)number;
	if (++signals == 3 && write(client, "after three", 11) != 11)
		_exit(1);
}

int main(void)
{
	int server;
	struct itimerval soon = { .it_value.tv_usec = 5000, .it_interval.tv_usec = 5000 };
	struct sigaction action = { .sa_handler = on_signal, .sa_flags = SA_RESTART };
	tcp_pair("127.0.0.1", &client, &server);
	MUST(sigaction(SIGALRM, &action, NULL));
	MUST(setitimer(ITIMER_REAL, &soon, NULL));
	say_received("server", server, 100, 0);
	say("signals at least three: %d", signals >= 3);
	return 0;
}
