/* a child whose standard input and output are a connection talks through it */
#include "parity.h"

int main(void)
{
	char bytes[64];
	int client, server, total = 0;
	tcp_pair("127.0.0.1", &client, &server);
	pid_t pid = start_child();
	if (pid == 0) {
		MUST(dup2(server, 0));
		MUST(dup2(server, 1));
		closefrom(3);
		execlp("tr", "tr", "a-z", "A-Z", (char *)NULL);
		_exit(127);
	}
	MUST(close(server));
	MUST(send(client, "shout this", 10, 0));
	MUST(shutdown(client, SHUT_WR));
	for (ssize_t count;
	     (count = recv(client, bytes + total, sizeof(bytes) - (size_t)total, 0)) > 0;)
		total += (int)count;
	say("%.*s", total, bytes);
	say_end_of("tr", pid);
	return 0;
}
