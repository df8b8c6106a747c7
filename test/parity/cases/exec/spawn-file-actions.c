/* posix_spawn with file actions moves a socket to the child's standard input and output */
#include "parity.h"
#include <spawn.h>

extern char **environ;

int main(void)
{
	char bytes[64], *arguments[] = { "tr", "a-z", "A-Z", NULL };
	int client, server, total = 0;
	pid_t pid;
	posix_spawn_file_actions_t actions;
	tcp_pair("127.0.0.1", &client, &server);
	MUST(fcntl(client, F_SETFD, FD_CLOEXEC));
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, server, 0);
	posix_spawn_file_actions_adddup2(&actions, server, 1);
	posix_spawn_file_actions_addclose(&actions, server);
	TRY(posix_spawnp(&pid, "tr", &actions, NULL, arguments, environ));
	MUST(close(server));
	MUST(send(client, "spawned", 7, 0));
	MUST(shutdown(client, SHUT_WR));
	for (ssize_t count;
	     (count = recv(client, bytes + total, sizeof(bytes) - (size_t)total, 0)) > 0;)
		total += (int)count;
	say("%.*s", total, bytes);
	say_end_of("the child", pid);
	return 0;
}
