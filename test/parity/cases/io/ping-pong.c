/* two processes exchange 5000 small messages both ways without losing one */
#include "parity.h"

int main(void)
{
	int client, server, value = 0, wrong = 0;
	tcp_pair("127.0.0.1", &client, &server);
	pid_t pid = start_child();
	if (pid == 0) {
		MUST(close(client));
		while (recv(server, &value, sizeof(value), MSG_WAITALL) == sizeof(value)) {
			value++;
			MUST(send(server, &value, sizeof(value), 0));
		}
		_exit(0);
	}
	MUST(close(server));
	for (int index = 0; index < 5000; index++) {
		value = index;
		MUST(send(client, &value, sizeof(value), 0));
		wrong += recv(client, &value, sizeof(value), MSG_WAITALL) != sizeof(value) ||
		         value != index + 1;
	}
	MUST(close(client));
	say("wrong %d", wrong);
	say_end_of("the child", pid);
	return 0;
}
