/* a blocking read waits for a writer in another process */
#include "parity.h"

int main(void)
{
	int client, server;
	tcp_pair("127.0.0.1", &client, &server);
	pid_t pid = start_child();
	if (pid == 0) {
		usleep(30000);
		MUST(send(client, "at last", 7, 0));
		_exit(0);
	}
	say_received("server", server, 100, 0);
	say_end_of("the child", pid);
	return 0;
}
