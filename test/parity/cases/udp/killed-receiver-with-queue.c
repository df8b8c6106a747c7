/* a receiver that is killed with unread datagrams leaves nothing for the next one on its port */
#include "parity.h"

int main(void)
{
	int report[2], port = 0, sender = udp_socket("127.0.0.1");
	MUST(pipe(report));
	pid_t pid = start_child();
	if (pid == 0) {
		port = port_of(udp_socket("127.0.0.1"));
		MUST(write(report[1], &port, sizeof(port)));
		pause();
	}
	MUST(read(report[0], &port, sizeof(port)));
	for (int index = 0; index < 100; index++)
		MUST(send_to(sender, "old", "127.0.0.1", port));
	MUST(kill(pid, SIGKILL));
	say_end_of("the child", pid);
	int fresh = MUST(socket(AF_INET, SOCK_DGRAM, 0));
	TRY(bind_to(fresh, "127.0.0.1", port));
	say_received("fresh", fresh, 10, MSG_DONTWAIT);
	MUST(send_to(sender, "new", "127.0.0.1", port));
	await(fresh, POLLIN);
	say_received("fresh", fresh, 10, MSG_DONTWAIT);
	return 0;
}
