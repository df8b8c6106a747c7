/* four workers that accept on one inherited listener share the clients */
#include "parity.h"

int main(void)
{
	int listener = tcp_listener("127.0.0.1"), answered = 0;
	pid_t workers[4];
	for (int index = 0; index < 4; index++)
		if ((workers[index] = start_child()) == 0)
			for (;;) {
				int server = MUST(accept(listener, NULL, NULL));
				MUST(send(server, "w", 1, 0));
				MUST(close(server));
			}
	for (int index = 0; index < 100; index++) {
		char byte;
		int client = tcp_client("127.0.0.1", port_of(listener));
		answered += recv(client, &byte, 1, 0) == 1 && recv(client, &byte, 1, 0) == 0;
		MUST(close(client));
	}
	for (int index = 0; index < 4; index++) {
		MUST(kill(workers[index], SIGTERM));
		say_end_of("a worker", workers[index]);
	}
	say("answered %d", answered);
	return 0;
}
