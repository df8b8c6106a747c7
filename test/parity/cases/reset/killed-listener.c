/* a listener whose process is killed refuses at once and its port is free again */
#include "parity.h"

int main(void)
{
	int report[2], port = 0;
	MUST(pipe(report));
	pid_t pid = start_child();
	if (pid == 0) {
		int listener = tcp_listener("127.0.0.1");
		port = port_of(listener);
		MUST(write(report[1], &port, sizeof(port)));
		pause();
	}
	MUST(read(report[0], &port, sizeof(port)));
	OPEN(tcp_client("127.0.0.1", port));
	MUST(kill(pid, SIGKILL));
	say_end_of("the child", pid);
	int client = MUST(socket(AF_INET, SOCK_STREAM, 0));
	TRY(connect_to(client, "127.0.0.1", port));
	int fresh = MUST(socket(AF_INET, SOCK_STREAM, 0));
	MUST(set_option(fresh, SOL_SOCKET, SO_REUSEADDR, 1));
	TRY(bind_to(fresh, "127.0.0.1", port));
	TRY(listen(fresh, 5));
	OPEN(tcp_client("127.0.0.1", port));
	return 0;
}
