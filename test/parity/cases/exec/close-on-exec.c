/* sockets with close-on-exec are closed for their peers by exec */
#include "parity.h"

int main(void)
{
	int client, server, hold[2], ready[2];
	char byte;
	tcp_pair("127.0.0.1", &client, &server);
	MUST(fcntl(server, F_SETFD, FD_CLOEXEC));
	int listener = MUST(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
	MUST(bind_to(listener, "127.0.0.1", 0));
	MUST(listen(listener, 5));
	int port = port_of(listener);
	MUST(pipe(hold));
	MUST(pipe(ready));
	pid_t pid = start_child();
	if (pid == 0) {
		MUST(dup2(hold[0], 0));
		MUST(dup2(ready[1], 1));
		MUST(close(hold[1]));
		MUST(close(client));
		execl("/bin/sh", "sh", "-c", "echo; exec cat", (char *)NULL);
		_exit(127);
	}
	MUST(close(server));
	MUST(close(listener));
	MUST(read(ready[0], &byte, 1));
	say_ready("client", client);
	say_received("client", client, 10, 0);
	TRY(connect_to(MUST(socket(AF_INET, SOCK_STREAM, 0)), "127.0.0.1", port));
	MUST(close(hold[1]));
	say_end_of("the program", pid);
	return 0;
}
