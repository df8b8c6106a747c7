/* sockets work on the numbers 0, 1 and 2 */
#include "parity.h"

int main(void)
{
	int out = MUST(fcntl(1, F_DUPFD, 500));
	for (int fd = 0; fd < 3; fd++)
		MUST(close(fd));
	int listener = tcp_listener("127.0.0.1");
	int client = tcp_client("127.0.0.1", port_of(listener));
	int server = accept(listener, NULL, NULL);
	int numbers = listener * 100 + client * 10 + server;
	ssize_t sent = write(client, "zero", 4);
	char bytes[8] = "";
	await(server, POLLIN);
	ssize_t got = read(server, bytes, 8);
	dup2(out, 7);
	dup2(7, 1);
	say("numbers %03d, sent %zd, got %zd %s", numbers, sent, got, bytes);
	say_name("listener", listener);
	return 0;
}
