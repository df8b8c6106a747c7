/* a program that is executed with an empty environment is on the same network */
#include "parity.h"
#include <spawn.h>

static int executed(const char *port)
{
	char bytes[16] = "";
	int client = OPEN(tcp_client("127.0.0.1", atoi(port)));
	TRY(recv(client, bytes, sizeof(bytes), 0));
	say("%s", bytes);
	return 0;
}

static void serve(int listener, pid_t pid)
{
	await(listener, POLLIN);
	int server = MUST(accept(listener, NULL, NULL));
	MUST(send(server, "inside", 6, 0));
	say_end_of("the program", pid);
	MUST(close(server));
}

int main(int argc, char **argv)
{
	int listener;
	char port[16], *none[] = { NULL };
	pid_t pid;
	if (argc > 1)
		return executed(argv[1]);
	listener = tcp_listener("127.0.0.1");
	snprintf(port, sizeof(port), "%d", port_of(listener));
	char *arguments[] = { "executed", port, NULL };
	if ((pid = start_child()) == 0) {
		execve("/proc/self/exe", arguments, none);
		_exit(127);
	}
	serve(listener, pid);
	if ((pid = start_child()) == 0) {
		execle("/proc/self/exe", "executed", port, (char *)NULL, none);
		_exit(127);
	}
	serve(listener, pid);
	if ((pid = start_child()) == 0) {
		clearenv();
		execv("/proc/self/exe", arguments);
		_exit(127);
	}
	serve(listener, pid);
	if ((pid = start_child()) == 0) {
		int self = open("/proc/self/exe", O_RDONLY);
		fexecve(self, arguments, none);
		_exit(127);
	}
	serve(listener, pid);
	MUST(-posix_spawn(&pid, "/proc/self/exe", NULL, NULL, arguments, none));
	serve(listener, pid);
	return 0;
}
