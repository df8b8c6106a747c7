/* a child forked by one thread while others use sockets can use sockets and exec */
// flags: -pthread
#include "parity.h"
#include <pthread.h>

static volatile bool stop;

static void *busy(void *unused)
{
	(void)unused;
	while (!stop) {
		int client, server;
		tcp_pair("127.0.0.1", &client, &server);
		MUST(send(client, "x", 1, 0));
		MUST(close(client));
		MUST(close(server));
	}
	return NULL;
}

int main(void)
{
	pthread_t threads[2];
	int good = 0;
	for (int index = 0; index < 2; index++)
		MUST(-pthread_create(&threads[index], NULL, busy, NULL));
	for (int index = 0; index < 40; index++) {
		int status;
		pid_t pid = start_child();
		if (pid == 0) {
			int client, server;
			tcp_pair("127.0.0.1", &client, &server);
			if (index % 2)
				execl("/bin/true", "true", (char *)NULL);
			_exit(0);
		}
		MUST(waitpid(pid, &status, 0));
		good += status == 0;
	}
	stop = true;
	for (int index = 0; index < 2; index++)
		MUST(-pthread_join(threads[index], NULL));
	say("good children %d", good);
	return 0;
}
