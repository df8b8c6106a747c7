/* daemon() puts /dev/null in the place of connections that were the standard streams */
#include "parity.h"

int main(void)
{
	char bytes[100];
	int client, server, report[2];
	tcp_pair("127.0.0.1", &client, &server);
	MUST(pipe(report));
	pid_t pid = start_child();
	if (pid == 0) {
		MUST(close(server));
		MUST(dup2(client, STDIN_FILENO));
		MUST(dup2(client, STDOUT_FILENO));
		MUST(close(client));
		printf("from the starter");
		fflush(stdout);
		MUST(daemon(1, 0));
		printf("into nothing");
		dprintf(report[1], "%d %d %zd", fflush(stdout), getchar() == EOF,
		        write(STDOUT_FILENO, "x", 1));
		_exit(0);
	}
	MUST(close(client));
	MUST(close(report[1]));
	say_end_of("the starter", pid);
	say("the daemon %.*s", (int)read(report[0], bytes, sizeof(bytes)), bytes);
	await(server, POLLIN);
	say_received("server", server, 100, 0);
	say_received("server", server, 100, 0);
	return 0;
}
