/* a child made by vfork can exec, and its parent's sockets are as before */
#include "parity.h"

int main(void)
{
	int client, server, status;
	tcp_pair("127.0.0.1", &client, &server);
	pid_t pid = vfork();
	if (pid == 0) {
		execl("/bin/true", "true", (char *)NULL);
		_exit(127);
	}
	MUST(waitpid(pid, &status, 0));
	say("status %d", status);
	pid = vfork();
	if (pid == 0)
		_exit(5);
	MUST(waitpid(pid, &status, 0));
	say("status %d", WEXITSTATUS(status));
	MUST(send(client, "kept", 4, 0));
	await(server, POLLIN);
	say_received("server", server, 10, 0);
	say_peer("server", server);
	return 0;
}
