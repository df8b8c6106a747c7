/* processes that share a port by SO_REUSEPORT take over from one that dies */
#include "parity.h"

static int shared_listener(int port)
{
	int fd = MUST(socket(AF_INET, SOCK_STREAM, 0));
	MUST(set_option(fd, SOL_SOCKET, SO_REUSEPORT, 1));
	MUST(bind_to(fd, "127.0.0.1", port));
	MUST(listen(fd, 64));
	return fd;
}

static pid_t start_worker(int port, int ready)
{
	pid_t pid = start_child();
	if (pid == 0) {
		int listener = shared_listener(port);
		MUST(write(ready, "r", 1));
		for (;;) {
			int server = MUST(accept(listener, NULL, NULL));
			MUST(send(server, "w", 1, MSG_NOSIGNAL));
			MUST(close(server));
		}
	}
	return pid;
}

static int answered_of(int port, int count)
{
	int answered = 0;
	for (int index = 0; index < count; index++) {
		char byte;
		int client = tcp_client("127.0.0.1", port);
		answered += recv(client, &byte, 1, 0) == 1;
		MUST(close(client));
	}
	return answered;
}

int main(void)
{
	int ready[2], chosen = MUST(socket(AF_INET, SOCK_STREAM, 0));
	char bytes[2];
	MUST(pipe(ready));
	MUST(set_option(chosen, SOL_SOCKET, SO_REUSEPORT, 1));
	MUST(bind_to(chosen, "127.0.0.1", 0));
	int port = port_of(chosen);
	pid_t first = start_worker(port, ready[1]), second = start_worker(port, ready[1]);
	MUST(read(ready[0], bytes, 1));
	MUST(read(ready[0], bytes, 1));
	say("answered %d", answered_of(port, 40));
	MUST(kill(first, SIGKILL));
	say_end_of("the first", first);
	say("answered %d", answered_of(port, 40));
	MUST(kill(second, SIGKILL));
	say_end_of("the second", second);
	TRY(connect_to(MUST(socket(AF_INET, SOCK_STREAM, 0)), "127.0.0.1", port));
	return 0;
}
