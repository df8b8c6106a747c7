/* a blocking write of 8 MB writes all and every byte arrives in order */
// flags: -pthread
#include "parity.h"
#include <pthread.h>

#define SIZE (8 << 20)

static unsigned char data[SIZE], received[SIZE];
static int server;

static void *read_all(void *unused)
{
	size_t total = 0;
	ssize_t count;
	(void)unused;
	while ((count = read(server, received + total, SIZE - total)) > 0)
		total += (size_t)count;
	say("read %zu, then %zd", total, count);
	return NULL;
}

int main(void)
{
	int client;
	pthread_t thread;
	tcp_pair("127.0.0.1", &client, &server);
	for (size_t index = 0; index < SIZE; index++)
		data[index] = (unsigned char)(index * 31 >> 3);
	MUST(-pthread_create(&thread, NULL, read_all, NULL));
	long written = write(client, data, SIZE);
	MUST(shutdown(client, SHUT_WR));
	MUST(-pthread_join(thread, NULL));
	say("written %ld, equal %d", written, memcmp(data, received, SIZE) == 0);
	return 0;
}
