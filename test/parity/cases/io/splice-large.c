/* one splice moves all that an enlarged pipe holds, also in many small pieces */
#include "parity.h"

enum { SIZE = 1 << 20, SMALL = 200 };
static unsigned char bytes[SIZE], received[SIZE];

static void receive_all(int fd, long size)
{
	long got = 0, wrong = 0;
	while (got < size)
		got += MUST(recv(fd, received + got, (size_t)(size - got), 0));
	for (long index = 0; index < size; index++)
		wrong += received[index] != bytes[index];
	_exit(wrong == 0 ? 0 : 1);
}

static void move(int client, int server, const int pair[2], long size)
{
	pid_t pid = start_child();
	if (pid == 0)
		receive_all(server, size);
	long moved = splice(pair[0], NULL, client, NULL, SIZE, 0);
	say("moved %ld", moved);
	say_end_of("the receiver", pid);
}

int main(void)
{
	int client, server, pair[2];
	for (int index = 0; index < SIZE; index++)
		bytes[index] = (unsigned char)(index * 17 + index / 257);
	tcp_pair("127.0.0.1", &client, &server);
	MUST(pipe(pair));
	TRY(fcntl(pair[1], F_SETPIPE_SZ, SIZE));
	MUST(write(pair[1], bytes, SIZE));
	move(client, server, pair, SIZE);
	for (int index = 0; index < SMALL; index++) { /* each a piece of its own */
		int other[2];
		MUST(pipe(other));
		MUST(write(other[1], bytes + index * 7, 7));
		MUST(splice(other[0], NULL, pair[1], NULL, 7, 0));
		MUST(close(other[0]));
		MUST(close(other[1]));
	}
	move(client, server, pair, SMALL * 7);
	MUST(close(pair[0]));
	MUST(close(pair[1]));
	MUST(pipe2(pair, O_DIRECT)); /* each write is a packet */
	for (int index = 0; index < 10; index++)
		MUST(write(pair[1], bytes + index * 100, 100));
	move(client, server, pair, 1000);
	return 0;
}
