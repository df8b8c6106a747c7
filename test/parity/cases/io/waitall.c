/* MSG_WAITALL waits for all bytes, or for the end */
#include "parity.h"

int main(void)
{
	int client, server;
	tcp_pair("127.0.0.1", &client, &server);
	pid_t pid = start_child();
	if (pid == 0) {
		MUST(close(server));
		for (int index = 0; index < 5; index++) {
			MUST(send(client, "12345", 5, 0));
			usleep(2000);
		}
		_exit(0);
	}
	MUST(close(client));
	say_received("20 bytes", server, 20, MSG_WAITALL);
	say_received("up to 20 bytes", server, 20, MSG_WAITALL);
	say_received("at the end", server, 20, MSG_WAITALL);
	say_end_of("the child", pid);
	return 0;
}
