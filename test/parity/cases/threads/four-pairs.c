/* four threads each with a server and a client exchange messages without mixing them */
// flags: -pthread
#include "parity.h"
#include <pthread.h>

static void *exchange(void *number)
{
	int client, server, mine = *(int *)number;
	intptr_t wrong = 0;
	for (int round = 0; round < 50; round++) {
		tcp_pair(round % 2 ? "127.0.0.1" : "::1", &client, &server);
		for (int index = 0; index < 20; index++) {
			int sent = mine * 1000 + index, got = -1;
			MUST(send(client, &sent, sizeof(sent), 0));
			MUST(recv(server, &got, sizeof(got), MSG_WAITALL));
			wrong += got != sent;
		}
		MUST(close(client));
		MUST(close(server));
	}
	return (void *)wrong;
}

int main(void)
{
	pthread_t threads[4];
	int numbers[4];
	for (int index = 0; index < 4; index++) {
		numbers[index] = index;
		MUST(-pthread_create(&threads[index], NULL, exchange, &numbers[index]));
	}
	for (int index = 0; index < 4; index++) {
		void *wrong;
		MUST(-pthread_join(threads[index], &wrong));
		say("thread %d: wrong %d", index, (int)(intptr_t)wrong);
	}
	return 0;
}
