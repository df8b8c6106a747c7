/* three thousand connections one after the other leave nothing behind */
#include "parity.h"

int main(void)
{
	int listener = tcp_listener("127.0.0.1"), wrong = 0, lowest = MUST(dup(0));
	MUST(close(lowest));
	for (int index = 0; index < 3000; index++) {
		char byte;
		int client = tcp_client("127.0.0.1", port_of(listener));
		int server = MUST(accept(listener, NULL, NULL));
		wrong += send(client, "x", 1, 0) != 1 || recv(server, &byte, 1, 0) != 1;
		MUST(close(server));
		wrong += recv(client, &byte, 1, 0) != 0;
		MUST(close(client));
	}
	int now = MUST(dup(0));
	say("wrong %d, same lowest number %d", wrong, now == lowest);
	return 0;
}
