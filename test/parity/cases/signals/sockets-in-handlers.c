/* socket calls in a signal handler work while the program is inside another socket call */
#include "parity.h"
#include <sys/time.h>

static volatile sig_atomic_t handled, failed;

static void on_signal(int number)
{
	(void)number;
	int fd = socket(AF_INET, SOCK_DGRAM, 0);
	if (fd == -1 || bind_to(fd, "127.0.0.1", 0) == -1 ||
	    send_to(fd, "x", "127.0.0.1", port_of(fd)) != 1 || close(fd) == -1)
		failed++;
	handled++;
}

int main(void)
{
	struct itimerval soon = { .it_value.tv_usec = 200, .it_interval.tv_usec = 200 };
	struct sigaction action = { .sa_handler = on_signal, .sa_flags = SA_RESTART };
	int wrong = 0;
	MUST(sigaction(SIGALRM, &action, NULL));
	MUST(setitimer(ITIMER_REAL, &soon, NULL));
	while (handled < 200) {
		int fd = socket(AF_INET, SOCK_STREAM, 0);
		wrong += fd == -1 || bind_to(fd, "127.0.0.1", 0) == -1 || listen(fd, 5) == -1 ||
		         close(fd) == -1;
	}
	say("wrong %d, failed in handlers %d", wrong, (int)failed);
	return 0;
}
