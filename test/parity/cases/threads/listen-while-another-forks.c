/* a thread listens on a free port while another thread forks and execs programs */
// flags: -pthread
#include "parity.h"
#include <pthread.h>

static volatile int is_over;

static void *fork_programs(void *argument)
{
	while (!is_over) {
		pid_t child = fork();
		if (child == 0) {
			execl("/bin/true", "true", (char *)NULL);
			_exit(1);
		}
		waitpid(child, NULL, 0);
	}
	return argument;
}

int main(void)
{
	pthread_t thread;
	int refused = 0, on = 1;
	MUST(pthread_create(&thread, NULL, fork_programs, NULL));
	for (int index = 0; index < 1000; index++) {
		char ip[32];
		snprintf(ip, sizeof(ip), "127.9.%d.%d", index / 250, index % 250 + 1);
		int fd = MUST(socket(AF_INET, SOCK_STREAM, 0));
		MUST(setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)));
		refused += bind_to(fd, ip, 29123) != 0 || listen(fd, 5) != 0;
		MUST(close(fd));
	}
	is_over = 1;
	MUST(pthread_join(thread, NULL));
	say("refused %d", refused);
	return 0;
}
