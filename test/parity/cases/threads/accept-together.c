/* threads that block in accept on one listener share the clients */
// flags: -pthread
#include "parity.h"
#include <pthread.h>

static int listener;

static void *serve(void *unused)
{
	(void)unused;
	for (int index = 0; index < 25; index++) {
		int server = MUST(accept(listener, NULL, NULL));
		MUST(send(server, "t", 1, 0));
		MUST(close(server));
	}
	return NULL;
}

int main(void)
{
	pthread_t threads[4];
	int good = 0;
	listener = tcp_listener("127.0.0.1");
	for (int index = 0; index < 4; index++)
		MUST(-pthread_create(&threads[index], NULL, serve, NULL));
	for (int index = 0; index < 100; index++) {
		char byte;
		int client = tcp_client("127.0.0.1", port_of(listener));
		good += recv(client, &byte, 1, 0) == 1;
		MUST(close(client));
	}
	for (int index = 0; index < 4; index++)
		MUST(-pthread_join(threads[index], NULL));
	say("good %d", good);
	return 0;
}
