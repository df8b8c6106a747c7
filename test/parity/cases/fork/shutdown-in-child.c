/* shutdown in a child ends the direction for everybody at once */
#include "parity.h"

int main(void)
{
	int client, server;
	tcp_pair("127.0.0.1", &client, &server);
	pid_t pid = start_child();
	if (pid == 0) {
		MUST(shutdown(server, SHUT_WR));
		_exit(0);
	}
	say_end_of("the child", pid);
	await(client, POLLRDHUP);
	say_received("client", client, 10, 0);
	TRY(send(server, "x", 1, MSG_NOSIGNAL));
	return 0;
}
