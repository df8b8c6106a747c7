/* a UDP-Lite socket stays one in a forked child, in an executed program and when it is passed */
#include "udplite.h"

static int executed(char **numbers)
{
	int bound = atoi(numbers[0]), unbound = atoi(numbers[1]), connected = atoi(numbers[2]);
	int fds[MOST_PASSED];
	say_kind("bound", bound);
	say_name("bound", bound);
	say_kind("unbound", unbound);
	say_kind("connected", connected);
	say_peer("connected", connected);
	TRY(send(connected, "executed", 8, 0));
	TRY(send_to(unbound, "too", "::1", port_of(bound)));
	say("received %d", receive_descriptors(atoi(numbers[3]), fds, 0));
	say_kind("passed and bound", fds[0]);
	say_kind("passed", fds[1]);
	say_kind("passed udp", fds[2]);
	TRY(bind_to(fds[1], "127.0.0.1", port_of(fds[2])));
	TRY(send_to(fds[1], "passed", "127.0.0.1", port_of(fds[0])));
	return 0;
}

int main(int argc, char **argv)
{
	int channel[2], given[4], passed[3];
	char numbers[4][16];
	if (argc > 1)
		return executed(argv + 1);
	given[0] = lite_socket("::1");
	given[1] = lite_unbound(AF_INET6);
	given[2] = lite_unbound(AF_INET6);
	MUST(connect_to(given[2], "::1", port_of(given[0])));
	MUST(socketpair(AF_UNIX, SOCK_STREAM, 0, channel));
	given[3] = channel[1];
	for (int index = 0; index < 4; index++)
		snprintf(numbers[index], sizeof(numbers[index]), "%d", given[index]);
	passed[0] = lite_socket("127.0.0.1");
	passed[1] = lite_unbound(AF_INET);
	passed[2] = udp_socket("127.0.0.1");
	MUST(send_descriptors(channel[0], passed, 3));
	pid_t pid = start_child();
	if (pid == 0) {
		say_kind("forked", given[1]);
		execl("/proc/self/exe", "executed", numbers[0], numbers[1], numbers[2], numbers[3],
		      (char *)NULL);
		_exit(127);
	}
	say_end_of("the program", pid);
	say_received("bound", given[0], 20, MSG_DONTWAIT);
	say_received("bound", given[0], 20, MSG_DONTWAIT);
	say_received("passed", passed[0], 20, MSG_DONTWAIT);
	return 0;
}
