/* a connection ends for its peer only when every process has closed it */
#include "parity.h"

int main(void)
{
	int client, server, go[2];
	char byte;
	tcp_pair("127.0.0.1", &client, &server);
	MUST(pipe(go));
	pid_t pid = start_child();
	if (pid == 0) {
		MUST(close(client));
		MUST(read(go[0], &byte, 1));
		_exit(0);
	}
	MUST(close(server));
	say_ready("client while the child has it", client);
	MUST(write(go[1], "x", 1));
	say_end_of("the child", pid);
	await(client, POLLRDHUP);
	say_ready("client afterwards", client);
	return 0;
}
