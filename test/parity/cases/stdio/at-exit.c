/* what streams hold when a program exits is sent */
#include "parity.h"

int main(void)
{
	static char bytes[1 << 16];
	int client, server;
	long total = 0, count;
	tcp_pair("127.0.0.1", &client, &server);
	pid_t pid = start_child();
	if (pid == 0) {
		MUST(dup2(client, STDOUT_FILENO));
		closefrom(3);
		for (int index = 0; index < 300000; index++)
			printf("%d\n", index);
		exit(0);
	}
	MUST(close(client));
	while ((count = recv(server, bytes, sizeof(bytes), 0)) > 0)
		total += count;
	say("received %ld, then %ld", total, count);
	say_end_of("the child", pid);
	return 0;
}
