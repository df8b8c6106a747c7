/* a signal ends a splice that waits for a pipe, unless SA_RESTART asks for more */
#include "parity.h"
#include <sys/time.h>

static int to_pipe;
static volatile sig_atomic_t signals;

static void on_signal(int number)
{
	(void)number;
	if (++signals == 4 && write(to_pipe, "after four", 10) != 10)
		_exit(1);
}

int main(void)
{
	int client, server, pair[2];
	struct itimerval soon = { .it_value.tv_usec = 5000, .it_interval.tv_usec = 5000 };
	struct sigaction action = { .sa_handler = on_signal };
	tcp_pair("127.0.0.1", &client, &server);
	MUST(pipe(pair));
	to_pipe = pair[1];
	MUST(sigaction(SIGALRM, &action, NULL));
	MUST(setitimer(ITIMER_REAL, &soon, NULL));
	TRY(splice(pair[0], NULL, client, NULL, 100, 0));
	action.sa_flags = SA_RESTART;
	MUST(sigaction(SIGALRM, &action, NULL));
	TRY(splice(pair[0], NULL, client, NULL, 100, 0));
	await(server, POLLIN);
	say_received("server", server, 100, 0);
	return 0;
}
