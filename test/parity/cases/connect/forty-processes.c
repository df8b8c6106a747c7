/* forty processes that connect at once are all served */
#include "parity.h"

int main(void)
{
	int listener = tcp_listener("127.0.0.1");
	int children = 40, served = 0, good = 0, status;
	MUST(listen(listener, 64));
	for (int index = 0; index < children; index++) {
		if (start_child() == 0) {
			char byte = 0;
			int client = socket(AF_INET, SOCK_STREAM, 0);
			if (connect_to(client, "127.0.0.1", port_of(listener)) == -1 ||
			    recv(client, &byte, 1, 0) != 1)
				_exit(1);
			_exit(byte != 'y');
		}
	}
	while (served < children) {
		await(listener, POLLIN);
		int server = MUST(accept(listener, NULL, NULL));
		MUST(send(server, "y", 1, MSG_NOSIGNAL));
		MUST(close(server));
		served++;
	}
	while (wait(&status) > 0)
		good += status == 0;
	say("%d served, %d content", served, good);
	return 0;
}
