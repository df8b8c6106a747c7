/* splice does not wait for a pipe or a connection that must not be waited for */
#include "parity.h"

enum { SIZE = 1 << 20 };
static unsigned char bytes[SIZE], received[SIZE];

static int in_pipe(int fd)
{
	int count = 0;
	MUST(ioctl(fd, FIONREAD, &count));
	return count;
}

int main(void)
{
	int client, server, pair[2];
	long sent = 0, got = 0, put = 0;
	ssize_t count;
	tcp_pair("127.0.0.1", &client, &server);
	MUST(pipe(pair));
	TRY(splice(pair[0], NULL, client, NULL, 10, SPLICE_F_NONBLOCK));
	MUST(fcntl(pair[0], F_SETFL, O_NONBLOCK));
	TRY(splice(pair[0], NULL, client, NULL, 10, 0));
	MUST(fcntl(pair[0], F_SETFL, 0));
	MUST(fcntl(client, F_SETFL, O_NONBLOCK));
	for (int index = 0; index < SIZE; index++)
		bytes[index] = (unsigned char)(index * 31 + index / 251);
	do { /* until the connection is full, which leaves something in the pipe */
		if (in_pipe(pair[0]) == 0)
			put += MUST(write(pair[1], bytes + put % 65536, 60000));
		count = splice(pair[0], NULL, client, NULL, 60000, 0);
		if (count > 0)
			sent += count;
	} while (count > 0);
	say("full: %s, the rest is in the pipe %d", error_name(errno),
	    in_pipe(pair[0]) == put - sent);
	bool is_same = true;
	while (got < sent) {
		long want = sent - got < 5000 ? sent - got : 5000;
		count = MUST(recv(server, received, (size_t)want, MSG_WAITALL));
		for (long index = 0; index < count; index++) {
			long at = got + index, block = at / 60000 * 60000;
			is_same &= received[index] == bytes[block % 65536 + at % 60000];
		}
		got += count;
	}
	say("what was sent has come %d %d", got == sent, is_same);
	await(client, POLLOUT);
	count = splice(pair[0], NULL, client, NULL, 60000, 0);
	say("goes on %d", count == put - sent);
	return 0;
}
