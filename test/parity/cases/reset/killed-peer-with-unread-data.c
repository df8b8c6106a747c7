/* a peer that is killed with unread data shows as a reset */
#include "parity.h"

int main(void)
{
	int client, server, ready[2];
	char byte;
	tcp_pair("127.0.0.1", &client, &server);
	MUST(pipe(ready));
	pid_t pid = start_child();
	if (pid == 0) {
		MUST(close(client));
		await(server, POLLIN);
		MUST(write(ready[1], "r", 1));
		pause();
	}
	MUST(close(server));
	MUST(send(client, "unread", 6, 0));
	MUST(read(ready[0], &byte, 1));
	MUST(kill(pid, SIGKILL));
	say_end_of("the child", pid);
	await(client, POLLIN);
	say_ready("client", client);
	say_received("client", client, 10, 0);
	return 0;
}
