/* a child goes on with listener, connection and UDP socket after its parent closed or died */
#include "parity.h"

int main(void)
{
	int report[2];
	char bytes[600];
	MUST(pipe(report));
	pid_t middle = start_child();
	if (middle == 0) {
		int listener = tcp_listener("127.0.0.1"), udp = udp_socket("127.0.0.1"), client,
		    server, dead[2];
		tcp_pair("127.0.0.1", &client, &server);
		MUST(pipe(dead));
		pid_t pid = MUST(fork());
		if (pid == 0) {
			char byte;
			alarm(10);
			MUST(dup2(report[1], 1));
			MUST(close(dead[1]));
			read(dead[0], &byte, 1);
			OPEN(tcp_client("127.0.0.1", port_of(listener)));
			OPEN(accept(listener, NULL, NULL));
			TRY(send_to(udp, "u", "127.0.0.1", port_of(udp)));
			say_received("udp", udp, 10, 0);
			TRY(send(client, "c", 1, 0));
			await(server, POLLIN);
			say_received("server", server, 10, 0);
			_exit(0);
		}
		kill(getpid(), SIGKILL);
	}
	MUST(close(report[1]));
	say_end_of("the parent in the middle", middle);
	for (ssize_t count; (count = read(report[0], bytes, sizeof(bytes))) > 0;)
		MUST(write(1, bytes, (size_t)count));
	return 0;
}
