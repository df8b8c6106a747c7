/* a master passes accepted connections to workers, which serve them */
#include "passing.h"

int main(void)
{
	int workers = 3, channels[3][2], listener = tcp_listener("127.0.0.1"), good = 0;
	for (int index = 0; index < workers; index++) {
		MUST(socketpair(AF_UNIX, SOCK_DGRAM, 0, channels[index]));
		if (start_child() == 0) {
			int got[MOST_PASSED];
			char text[16];
			for (int round = 0; round < 4; round++) {
				MUST(receive_descriptors(channels[index][1], got, 0));
				ssize_t count = recv(got[0], text, sizeof(text), 0);
				MUST(send(got[0], text, (size_t)count, 0));
				MUST(close(got[0]));
			}
			_exit(0);
		}
	}
	for (int index = 0; index < 12; index++) {
		char text[16], echo[16] = "";
		int client = tcp_client("127.0.0.1", port_of(listener));
		int server = MUST(accept(listener, NULL, NULL));
		MUST(send_descriptors(channels[index % workers][0], &server, 1));
		MUST(close(server));
		snprintf(text, sizeof(text), "message %d", index);
		MUST(send(client, text, strlen(text), 0));
		good += recv(client, echo, sizeof(echo), 0) > 0 && strcmp(text, echo) == 0 &&
		        recv(client, echo, sizeof(echo), 0) == 0;
		MUST(close(client));
	}
	while (wait(NULL) > 0)
		;
	say("%d of 12 served", good);
	return 0;
}
