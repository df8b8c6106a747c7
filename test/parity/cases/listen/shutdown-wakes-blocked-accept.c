/* a thread that is blocked in accept is woken by shutdown in another thread */
// flags: -pthread
#include "parity.h"
#include <pthread.h>

static int listener;

static void *accept_one(void *unused)
{
	(void)unused;
	TRY(accept(listener, NULL, NULL));
	return NULL;
}

int main(void)
{
	pthread_t thread;
	listener = tcp_listener("127.0.0.1");
	MUST(-pthread_create(&thread, NULL, accept_one, NULL));
	usleep(50000);
	MUST(shutdown(listener, SHUT_RDWR));
	MUST(-pthread_join(thread, NULL));
	return 0;
}
