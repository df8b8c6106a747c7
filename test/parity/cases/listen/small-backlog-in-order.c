/* connections beyond a backlog of 511 from one tick all arrive and carry their data */
#include "parity.h"
#include <sys/resource.h>

#define COUNT 500

int main(void)
{
	struct rlimit limit;
	static int clients[COUNT];
	static unsigned char seen[COUNT];
	int listener = MUST(socket(AF_INET6, SOCK_STREAM | SOCK_NONBLOCK, 0));
	int distinct = 0;
	MUST(getrlimit(RLIMIT_NOFILE, &limit));
	limit.rlim_cur = limit.rlim_max;
	MUST(setrlimit(RLIMIT_NOFILE, &limit));
	MUST(bind_to(listener, "::", 0));
	MUST(listen(listener, 511));
	for (int index = 0; index < COUNT; index++) {
		clients[index] = MUST(socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0));
		connect_to(clients[index], "127.0.0.1", port_of(listener));
	}
	for (int index = 0; index < COUNT; index++) {
		await(clients[index], POLLOUT);
		MUST(send(clients[index], &index, sizeof(index), 0));
	}
	for (int count = 0; count < COUNT; count++) {
		int number = -1;
		await(listener, POLLIN);
		int server = MUST(accept(listener, NULL, NULL));
		await(server, POLLIN);
		MUST(recv(server, &number, sizeof(number), MSG_WAITALL));
		distinct += number >= 0 && number < COUNT && !seen[number];
		if (number >= 0 && number < COUNT)
			seen[number] = 1;
		MUST(close(server));
	}
	say("different clients served: %d", distinct);
	return 0;
}
