/* a listener that was closed without clients can be bound again at once */
#include "parity.h"

int main(void)
{
	int first = tcp_listener("127.0.0.1");
	int port = port_of(first);
	for (int round = 0; round < 3; round++) {
		MUST(close(first));
		int client = MUST(socket(AF_INET, SOCK_STREAM, 0));
		TRY(connect_to(client, "127.0.0.1", port));
		MUST(close(client));
		first = MUST(socket(AF_INET, SOCK_STREAM, 0));
		TRY(bind_to(first, "127.0.0.1", port));
		TRY(listen(first, 5));
	}
	return 0;
}
