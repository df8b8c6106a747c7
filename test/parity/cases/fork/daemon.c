/* a daemon that detached with two forks and setsid serves after its starter has ended */
#include "parity.h"

int main(void)
{
	int report[2], port = 0;
	MUST(pipe(report));
	pid_t starter = start_child();
	if (starter == 0) {
		int listener = tcp_listener("127.0.0.1");
		if (MUST(fork()) != 0)
			_exit(0);
		MUST(setsid());
		if (MUST(fork()) != 0)
			_exit(0);
		alarm(10);
		port = port_of(listener);
		MUST(chdir("/"));
		for (int fd = 0; fd < 3; fd++)
			if (fd != 1)
				MUST(close(fd));
		MUST(write(report[1], &port, sizeof(port)));
		int server = MUST(accept(listener, NULL, NULL));
		MUST(send(server, "daemon", 6, 0));
		_exit(0);
	}
	say_end_of("the starter", starter);
	MUST(read(report[0], &port, sizeof(port)));
	int client = OPEN(tcp_client("127.0.0.1", port));
	await(client, POLLIN);
	say_received("client", client, 10, 0);
	say_received("client", client, 10, 0);
	return 0;
}
