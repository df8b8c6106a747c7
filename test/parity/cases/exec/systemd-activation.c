/* a service that gets its listener as descriptor 3 recognises and serves it */
#include "parity.h"

int main(int argc, char **argv)
{
	(void)argv;
	if (argc > 1) {
		say("type %d accepting %d domain %d", option_of(3, SOL_SOCKET, SO_TYPE),
		    option_of(3, SOL_SOCKET, SO_ACCEPTCONN), option_of(3, SOL_SOCKET, SO_DOMAIN));
		say_name("listener", 3);
		int server = OPEN(accept(3, NULL, NULL));
		TRY(send(server, "activated", 9, 0));
		return 0;
	}
	int listener = tcp_listener("127.0.0.1"),
	    client = tcp_client("127.0.0.1", port_of(listener));
	pid_t pid = start_child();
	if (pid == 0) {
		if (listener == 3)
			MUST(fcntl(3, F_SETFD, 0));
		else
			MUST(dup2(listener, 3));
		execl("/proc/self/exe", "service", "x", (char *)NULL);
		_exit(127);
	}
	say_end_of("the service", pid);
	say_received("client", client, 20, 0);
	return 0;
}
