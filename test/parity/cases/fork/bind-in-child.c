/* what a child does to an inherited unbound socket shows in the parent */
#include "parity.h"

int main(void)
{
	int fd = MUST(socket(AF_INET, SOCK_STREAM, 0)), udp = MUST(socket(AF_INET, SOCK_DGRAM, 0));
	pid_t pid = start_child();
	if (pid == 0) {
		MUST(bind_to(fd, "127.0.0.1", 0));
		MUST(listen(fd, 5));
		MUST(bind_to(udp, "127.0.0.1", 0));
		_exit(0);
	}
	say_end_of("the child", pid);
	say_name("tcp", fd);
	say("accepting %d", option_of(fd, SOL_SOCKET, SO_ACCEPTCONN));
	OPEN(tcp_client("127.0.0.1", port_of(fd)));
	OPEN(accept(fd, NULL, NULL));
	say_name("udp", udp);
	TRY(send_to(udp, "u", "127.0.0.1", port_of(udp)));
	say_received("udp", udp, 10, 0);
	return 0;
}
