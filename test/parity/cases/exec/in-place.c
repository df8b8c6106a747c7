/* a program that executes itself keeps its listener, as servers do for an upgrade */
#include "parity.h"

int main(int argc, char **argv)
{
	if (argc > 2) {
		int listener = atoi(argv[1]), client = atoi(argv[2]);
		say_name("listener", listener);
		int server = OPEN(accept(listener, NULL, NULL));
		MUST(send(client, "kept", 4, 0));
		await(server, POLLIN);
		say_received("server", server, 10, 0);
		int second = MUST(socket(AF_INET, SOCK_STREAM, 0));
		TRY(bind_to(second, "127.0.0.1", port_of(listener)));
		return 0;
	}
	char numbers[2][16];
	int listener = tcp_listener("127.0.0.1");
	snprintf(numbers[0], 16, "%d", listener);
	snprintf(numbers[1], 16, "%d", tcp_client("127.0.0.1", port_of(listener)));
	execl("/proc/self/exe", "again", numbers[0], numbers[1], (char *)NULL);
	return 1;
}
