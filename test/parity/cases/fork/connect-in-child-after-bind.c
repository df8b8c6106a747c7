/* a child that connects an inherited bound socket connects it for its parent too */
#include "parity.h"

int main(void)
{
	int listener = tcp_listener("127.0.0.1"), fd = MUST(socket(AF_INET, SOCK_STREAM, 0));
	MUST(bind_to(fd, "127.0.0.1", 0));
	pid_t pid = start_child();
	if (pid == 0) {
		MUST(connect_to(fd, "127.0.0.1", port_of(listener)));
		_exit(0);
	}
	say_end_of("the child", pid);
	int server = MUST(accept(listener, NULL, NULL));
	say_peer("socket", fd);
	MUST(send(server, "hello", 5, 0));
	await(fd, POLLIN);
	say_received("socket", fd, 10, MSG_DONTWAIT);
	return 0;
}
