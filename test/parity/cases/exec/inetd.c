/* a program with an accepted connection as its standard input knows its peer */
#include "parity.h"

int main(int argc, char **argv)
{
	(void)argv;
	if (argc > 1) {
		struct sockaddr_storage peer;
		socklen_t length = sizeof(peer);
		char bytes[16] = "";
		int result = getpeername(0, (struct sockaddr *)&peer, &length);
		ssize_t count = read(0, bytes, sizeof(bytes));
		dprintf(0, "%d %d %s %zd", result, peer.ss_family == AF_INET6, bytes, count);
		return 0;
	}
	int listener = tcp_listener("::"), client = tcp_client("127.0.0.1", port_of(listener));
	int server = MUST(accept(listener, NULL, NULL));
	pid_t pid = start_child();
	if (pid == 0) {
		MUST(dup2(server, 0));
		closefrom(3);
		execl("/proc/self/exe", "service", "x", (char *)NULL);
		_exit(127);
	}
	MUST(close(server));
	MUST(send(client, "ask", 3, 0));
	await(client, POLLIN);
	say_end_of("the service", pid);
	say_received("client", client, 100, 0);
	say_received("client", client, 100, 0);
	return 0;
}
