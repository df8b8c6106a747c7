/* posix_spawn that closes all descriptors above the standard ones leaves its parent's sockets alone */
#include "parity.h"
#include <spawn.h>

extern char **environ;

int main(void)
{
	char *arguments[] = { "true", NULL };
	int client, server, status;
	pid_t pid;
	posix_spawn_file_actions_t actions;
	tcp_pair("127.0.0.1", &client, &server);
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addclosefrom_np(&actions, 3);
	TRY(posix_spawnp(&pid, "true", &actions, NULL, arguments, environ));
	MUST(waitpid(pid, &status, 0));
	say("status %d", status);
	MUST(send(client, "open", 4, 0));
	await(server, POLLIN);
	say_received("server", server, 10, 0);
	say_peer("server", server);
	return 0;
}
