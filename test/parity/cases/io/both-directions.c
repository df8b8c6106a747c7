/* both sides can send a megabyte at the same time */
// flags: -pthread
#include "parity.h"
#include <pthread.h>

static int ends[2];

static bool written[2];

static void *write_block(void *index)
{
	static char data[1 << 20];
	int end = *(int *)index;
	written[end] = write(ends[end], data, sizeof(data)) == sizeof(data);
	return NULL;
}

static long drain(int fd)
{
	static char sink[1 << 20];
	long total = 0;
	while (total < 1 << 20) {
		ssize_t count = read(fd, sink, sizeof(sink));
		if (count <= 0)
			break;
		total += count;
	}
	return total;
}

int main(void)
{
	pthread_t threads[2];
	int numbers[2] = { 0, 1 };
	tcp_pair("127.0.0.1", &ends[0], &ends[1]);
	for (int index = 0; index < 2; index++)
		MUST(-pthread_create(&threads[index], NULL, write_block, &numbers[index]));
	say("first got %ld", drain(ends[0]));
	say("second got %ld", drain(ends[1]));
	for (int index = 0; index < 2; index++)
		MUST(-pthread_join(threads[index], NULL));
	say("both wrote all: %d", written[0] && written[1]);
	return 0;
}
