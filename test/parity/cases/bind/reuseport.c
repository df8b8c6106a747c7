/* SO_REUSEPORT lets several listeners share a port when all ask for it */
#include "parity.h"

static int reuseport_socket(void)
{
	int fd = MUST(socket(AF_INET, SOCK_STREAM, 0));
	MUST(set_option(fd, SOL_SOCKET, SO_REUSEPORT, 1));
	return fd;
}

int main(void)
{
	int first = reuseport_socket(), second = reuseport_socket();
	int plain = MUST(socket(AF_INET, SOCK_STREAM, 0));
	int accepted = 0;
	MUST(bind_to(first, "127.0.0.1", 0));
	int port = port_of(first);
	TRY(bind_to(second, "127.0.0.1", port));
	TRY(bind_to(plain, "127.0.0.1", port));
	TRY(listen(first, 64));
	TRY(listen(second, 64));
	for (int index = 0; index < 64; index++)
		tcp_client("127.0.0.1", port);
	struct pollfd both[2] = { { .fd = first, .events = POLLIN },
		                  { .fd = second, .events = POLLIN } };
	int got[2] = { 0, 0 };
	while (accepted < 64 && poll(both, 2, WAIT_MS) > 0)
		for (int index = 0; index < 2; index++)
			if (both[index].revents & POLLIN) {
				MUST(accept(both[index].fd, NULL, NULL));
				got[index]++;
				accepted++;
			}
	say("all accepted: %d, both took part: %d", got[0] + got[1] == 64,
	    got[0] > 0 && got[1] > 0);
	MUST(close(first));
	OPEN(tcp_client("127.0.0.1", port));
	await(second, POLLIN);
	OPEN(accept(second, NULL, NULL));
	return 0;
}
