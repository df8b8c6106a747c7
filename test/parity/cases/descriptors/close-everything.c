/* a program that closes all numbers but the standard ones and starts again works */
#include "parity.h"

int main(void)
{
	tcp_listener("127.0.0.1");
	udp_socket("127.0.0.1");
	for (int fd = 3; fd < 1024; fd++)
		close(fd);
	char name[] = "/tmp/parity-XXXXXX";
	int file = MUST(mkstemp(name));
	MUST(unlink(name));
	say("file %d", file);
	int listener = tcp_listener("127.0.0.1");
	int client = tcp_client("127.0.0.1", port_of(listener));
	int server = MUST(accept(listener, NULL, NULL));
	MUST(send(client, "fresh", 5, 0));
	await(server, POLLIN);
	say_received("server", server, 10, 0);
	struct stat status;
	MUST(fstat(file, &status));
	say("nothing was written to the file: %ld", (long)status.st_size);
	return 0;
}
