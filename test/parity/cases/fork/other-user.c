/* a server that gives up root after bind still accepts, connects and is reached */
#include "parity.h"

int main(void)
{
	int listener = tcp_listener("127.0.0.1"), report[2], port = 0;
	MUST(pipe(report));
	pid_t pid = start_child();
	if (pid == 0) {
		/* Who is not root stays who he is, and the rest must work as well. */
		if (getuid() == 0) {
			MUST(setgid(65534));
			MUST(setuid(65534));
		}
		int server = OPEN(accept(listener, NULL, NULL));
		TRY(send(server, "worker", 6, 0));
		OPEN(tcp_client("127.0.0.1", port_of(listener)));
		int own = OPEN(tcp_listener("127.0.0.1")), udp = OPEN(udp_socket("127.0.0.1"));
		for (int index = 0; index < 50; index++)
			MUST(send_to(udp, "x", "127.0.0.1", port_of(udp)));
		port = port_of(own);
		MUST(write(report[1], &port, sizeof(port)));
		OPEN(accept(own, NULL, NULL));
		_exit(0);
	}
	int client = tcp_client("127.0.0.1", port_of(listener));
	MUST(read(report[0], &port, sizeof(port)));
	int second = MUST(socket(AF_INET, SOCK_STREAM, 0));
	int result = connect_to(second, "127.0.0.1", port);
	say_end_of("the worker", pid);
	say_received("client", client, 10, 0);
	say("reached %d", result);
	OPEN(accept(listener, NULL, NULL));
	return 0;
}
