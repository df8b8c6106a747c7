/* one thread reads a connection while another writes it */
// flags: -pthread
#include "parity.h"
#include <pthread.h>

static int client, server;

static void *echo(void *unused)
{
	char bytes[4096];
	(void)unused;
	for (ssize_t count; (count = recv(server, bytes, sizeof(bytes), 0)) > 0;)
		MUST(send(server, bytes, (size_t)count, 0));
	MUST(shutdown(server, SHUT_WR));
	return NULL;
}

static void *write_all(void *unused)
{
	char bytes[1000] = { 0 };
	(void)unused;
	for (int index = 0; index < 1000; index++)
		MUST(send(client, bytes, sizeof(bytes), 0));
	MUST(shutdown(client, SHUT_WR));
	return NULL;
}

int main(void)
{
	pthread_t first, second;
	char bytes[4096];
	long total = 0;
	tcp_pair("127.0.0.1", &client, &server);
	MUST(-pthread_create(&first, NULL, echo, NULL));
	MUST(-pthread_create(&second, NULL, write_all, NULL));
	for (ssize_t count; (count = recv(client, bytes, sizeof(bytes), 0)) > 0;)
		total += count;
	MUST(-pthread_join(first, NULL));
	MUST(-pthread_join(second, NULL));
	say("came back %ld", total);
	return 0;
}
