/* a blocking writev of 100 parts writes them all */
// flags: -pthread
#include "parity.h"
#include <pthread.h>

#define PART 50000

static char data[PART], received[PART * 100];
static int server;

static void *read_all(void *unused)
{
	(void)unused;
	return (void *)recv(server, received, sizeof(received), MSG_WAITALL);
}

int main(void)
{
	int client, wrong = 0;
	pthread_t thread;
	struct iovec parts[100];
	tcp_pair("::1", &client, &server);
	for (int index = 0; index < PART; index++)
		data[index] = (char)index;
	for (int index = 0; index < 100; index++)
		parts[index] = (struct iovec){ data, PART };
	MUST(-pthread_create(&thread, NULL, read_all, NULL));
	TRY(writev(client, parts, 100));
	void *count;
	MUST(-pthread_join(thread, &count));
	say("recv with MSG_WAITALL %ld", (long)(intptr_t)count);
	for (int index = 0; index < 100; index++)
		wrong += memcmp(received + index * PART, data, PART) != 0;
	say("wrong parts %d", wrong);
	return 0;
}
