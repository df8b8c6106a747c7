/* a process that exits without closing ends its connections with EOF */
#include "parity.h"

int main(void)
{
	int client, server;
	tcp_pair("::1", &client, &server);
	pid_t pid = start_child();
	if (pid == 0) {
		MUST(close(client));
		MUST(send(server, "done", 4, 0));
		_exit(3);
	}
	MUST(close(server));
	say_end_of("the child", pid);
	await(client, POLLRDHUP);
	say_received("client", client, 10, 0);
	say_received("client", client, 10, 0);
	return 0;
}
