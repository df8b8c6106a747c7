/* a child that listens on an inherited socket lets its parent accept */
#include "parity.h"

int main(void)
{
	int fd = MUST(socket(AF_INET, SOCK_STREAM, 0));
	MUST(bind_to(fd, "127.0.0.1", 0));
	pid_t pid = start_child();
	if (pid == 0) {
		MUST(listen(fd, 5));
		_exit(0);
	}
	say_end_of("the child", pid);
	OPEN(tcp_client("127.0.0.1", port_of(fd)));
	OPEN(accept(fd, NULL, NULL));
	TRY(listen(fd, 10));
	OPEN(tcp_client("127.0.0.1", port_of(fd)));
	OPEN(accept(fd, NULL, NULL));
	return 0;
}
