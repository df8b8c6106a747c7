/* eight threads that connect to one listener at once are all accepted */
// flags: -pthread
#include "parity.h"
#include <pthread.h>

static int port;

static void *storm(void *unused)
{
	intptr_t good = 0;
	(void)unused;
	for (int index = 0; index < 50; index++) {
		char byte = 0;
		int fd = socket(AF_INET, SOCK_STREAM, 0);
		good += connect_to(fd, "127.0.0.1", port) == 0 && recv(fd, &byte, 1, 0) == 1 &&
		        byte == 'k';
		close(fd);
	}
	return (void *)good;
}

int main(void)
{
	pthread_t threads[8];
	int listener = tcp_listener("127.0.0.1"), total = 0;
	port = port_of(listener);
	for (int index = 0; index < 8; index++)
		MUST(-pthread_create(&threads[index], NULL, storm, NULL));
	for (int index = 0; index < 400; index++) {
		int server = MUST(accept(listener, NULL, NULL));
		MUST(send(server, "k", 1, MSG_NOSIGNAL));
		MUST(close(server));
	}
	for (int index = 0; index < 8; index++) {
		void *good;
		MUST(-pthread_join(threads[index], &good));
		total += (int)(intptr_t)good;
	}
	say("good %d", total);
	return 0;
}
