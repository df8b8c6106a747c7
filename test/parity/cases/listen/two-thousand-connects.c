/* two thousand nonblocking connects from the listener's own thread neither fail nor hang */
#include "parity.h"
#include <sys/resource.h>

#define COUNT 2000

int main(void)
{
	struct rlimit limit;
	static int clients[COUNT];
	int listener = MUST(socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0));
	int pending = 0, connected = 0, failed = 0, accepted = 0, writable = 0, wrong = 0;
	MUST(getrlimit(RLIMIT_NOFILE, &limit));
	limit.rlim_cur = limit.rlim_max;
	MUST(setrlimit(RLIMIT_NOFILE, &limit));
	MUST(bind_to(listener, "127.0.0.1", 0));
	MUST(listen(listener, 4096));
	int port = port_of(listener);
	for (int index = 0; index < COUNT; index++) {
		clients[index] = MUST(socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0));
		if (connect_to(clients[index], "127.0.0.1", port) == 0)
			connected++;
		else if (errno == EINPROGRESS)
			pending++;
		else
			failed++;
	}
	say("at once %d, in progress %d, failed %d", connected, pending, failed);
	while (accepted < COUNT) {
		await(listener, POLLIN);
		int server = accept(listener, NULL, NULL);
		if (server == -1)
			break;
		accepted++;
		MUST(close(server));
	}
	say("accepted %d", accepted);
	for (int index = 0; index < COUNT; index++) {
		await(clients[index], POLLOUT);
		writable++;
		wrong += option_of(clients[index], SOL_SOCKET, SO_ERROR) != 0;
	}
	say("writable %d, with an error %d", writable, wrong);
	return 0;
}
