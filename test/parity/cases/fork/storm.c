/* eight children that connect, send and exit at once are all heard */
#include "parity.h"

int main(void)
{
	int listener = tcp_listener("127.0.0.1"), sum = 0, clean = 0, status;
	for (int child = 0; child < 8; child++)
		if (start_child() == 0) {
			for (int index = 0; index < 25; index++) {
				int client = tcp_client("127.0.0.1", port_of(listener)),
				    number = child * 25 + index;
				MUST(send(client, &number, sizeof(number), 0));
				MUST(shutdown(client, SHUT_WR));
				char byte;
				MUST(recv(client, &byte, 1, 0));
				MUST(close(client));
			}
			_exit(0);
		}
	for (int index = 0; index < 200; index++) {
		int number = -1, server = MUST(accept(listener, NULL, NULL));
		MUST(recv(server, &number, sizeof(number), MSG_WAITALL));
		MUST(close(server));
		sum += number;
	}
	while (wait(&status) > 0)
		clean += status == 0;
	say("sum %d, clean exits %d", sum, clean);
	return 0;
}
