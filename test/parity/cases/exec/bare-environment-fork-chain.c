/* grandchildren below programs that clear their environment stay on the same network */
#include "parity.h"

int main(int argc, char **argv)
{
	char depth[16], port[16];
	if (argc > 2 && atoi(argv[1]) == 0) {
		int client = MUST(tcp_client("127.0.0.1", atoi(argv[2])));
		MUST(send(client, "deep inside", 11, 0));
		return 0;
	}
	if (argc > 2) {
		clearenv();
		snprintf(depth, sizeof(depth), "%d", atoi(argv[1]) - 1);
		pid_t pid = start_child();
		if (pid == 0) {
			execl("/proc/self/exe", "level", depth, argv[2], (char *)NULL);
			_exit(127);
		}
		say_end_of("a level", pid);
		return 0;
	}
	int listener = tcp_listener("127.0.0.1");
	snprintf(port, sizeof(port), "%d", port_of(listener));
	pid_t pid = start_child();
	if (pid == 0) {
		char *arguments[] = { "level", "3", port, NULL }, *none[] = { NULL };
		execve("/proc/self/exe", arguments, none);
		_exit(127);
	}
	await(listener, POLLIN);
	int server = MUST(accept(listener, NULL, NULL));
	say_end_of("the first level", pid);
	say_received("server", server, 20, 0);
	return 0;
}
