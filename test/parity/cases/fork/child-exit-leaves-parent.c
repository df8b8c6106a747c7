/* a child that exits does not disturb its parent's sockets */
#include "parity.h"

static void pass(int client, int server)
{
	MUST(send(client, "still", 5, 0));
	await(server, POLLIN);
	say_received("server", server, 10, 0);
}

int main(void)
{
	int client, server, listener = tcp_listener("127.0.0.1"), udp = udp_socket("127.0.0.1");
	tcp_pair("127.0.0.1", &client, &server);
	for (int round = 0; round < 3; round++) {
		pid_t pid = start_child();
		if (pid == 0) {
			if (round == 1)
				for (int fd = 3; fd < 100; fd++)
					close(fd);
			if (round == 2)
				exit(0);
			_exit(0);
		}
		say_end_of("the child", pid);
		pass(client, server);
		OPEN(tcp_client("127.0.0.1", port_of(listener)));
		OPEN(accept(listener, NULL, NULL));
		TRY(send_to(udp, "u", "127.0.0.1", port_of(udp)));
		say_received("udp", udp, 10, 0);
	}
	int second = MUST(socket(AF_INET, SOCK_STREAM, 0));
	TRY(bind_to(second, "127.0.0.1", port_of(listener)));
	return 0;
}
