/* a blocking receive waits for a datagram of another process */
#include "parity.h"

int main(void)
{
	int fd = udp_socket("127.0.0.1");
	pid_t pid = start_child();
	if (pid == 0) {
		usleep(30000);
		MUST(send_to(MUST(socket(AF_INET, SOCK_DGRAM, 0)), "at last", "127.0.0.1",
		             port_of(fd)));
		_exit(0);
	}
	say_received("receiver", fd, 100, 0);
	say_end_of("the child", pid);
	return 0;
}
