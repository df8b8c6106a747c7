/* a program that does not handle SIGPIPE is killed by it */
#include "parity.h"

int main(void)
{
	int client, server;
	tcp_pair("127.0.0.1", &client, &server);
	pid_t pid = start_child();
	if (pid == 0) {
		MUST(shutdown(client, SHUT_WR));
		write(client, "x", 1);
		say("not reached");
		_exit(0);
	}
	say_end_of("the child", pid);
	return 0;
}
