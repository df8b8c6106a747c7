/* two processes exchange 3000 datagrams without losing one */
#include "parity.h"

int main(void)
{
	struct timeval limit = { .tv_sec = 5 };
	int server = udp_socket("127.0.0.1"), client = udp_socket("127.0.0.1"), wrong = 0, value;
	pid_t pid = start_child();
	if (pid == 0) {
		struct sockaddr_storage from;
		for (int index = 0; index < 3000; index++) {
			socklen_t length = sizeof(from);
			MUST(recvfrom(server, &value, sizeof(value), 0, (struct sockaddr *)&from,
			              &length));
			value++;
			MUST(sendto(server, &value, sizeof(value), 0, (struct sockaddr *)&from,
			            length));
		}
		_exit(0);
	}
	MUST(connect_to(client, "127.0.0.1", port_of(server)));
	MUST(setsockopt(client, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit)));
	for (int index = 0; index < 3000; index++) {
		MUST(send(client, &index, sizeof(index), 0));
		wrong += recv(client, &value, sizeof(value), 0) != sizeof(value) ||
		         value != index + 1;
	}
	say("wrong %d", wrong);
	say_end_of("the server", pid);
	return 0;
}
