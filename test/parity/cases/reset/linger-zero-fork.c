/* SO_LINGER 0 in a parent does not reset while a child still has the connection */
#include "parity.h"

int main(void)
{
	struct linger hard = { .l_onoff = 1, .l_linger = 0 };
	int client, server, go[2];
	tcp_pair("127.0.0.1", &client, &server);
	MUST(pipe(go));
	MUST(setsockopt(server, SOL_SOCKET, SO_LINGER, &hard, sizeof(hard)));
	pid_t pid = start_child();
	if (pid == 0) {
		char byte;
		MUST(close(client));
		MUST(read(go[0], &byte, 1));
		MUST(send(server, "from the child", 14, 0));
		MUST(read(go[0], &byte, 1));
		_exit(0);
	}
	MUST(close(server));
	say_ready("client", client);
	MUST(write(go[1], "1", 1));
	await(client, POLLIN);
	say_received("client", client, 100, 0);
	MUST(write(go[1], "2", 1));
	say_end_of("the child", pid);
	await(client, POLLIN);
	say_received("client", client, 100, 0);
	return 0;
}
