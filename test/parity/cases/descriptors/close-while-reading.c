/* shutdown wakes a thread that blocks in recv with an end */
// flags: -pthread
#include "parity.h"
#include <pthread.h>

static int client, server;

static void *read_one(void *unused)
{
	(void)unused;
	say_received("the reader", client, 10, 0);
	return NULL;
}

int main(void)
{
	pthread_t thread;
	tcp_pair("127.0.0.1", &client, &server);
	MUST(-pthread_create(&thread, NULL, read_one, NULL));
	usleep(20000);
	MUST(shutdown(client, SHUT_RDWR));
	MUST(-pthread_join(thread, NULL));
	await(server, POLLRDHUP);
	say_received("server", server, 10, 0);
	return 0;
}
