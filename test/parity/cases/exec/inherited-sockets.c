/* a program that was executed with inherited sockets finds them as they were */
#include "parity.h"

static int executed(char **numbers)
{
	int listener = atoi(numbers[0]), connected = atoi(numbers[1]), unbound = atoi(numbers[2]);
	int udp = atoi(numbers[3]), bound = atoi(numbers[4]), connected_udp = atoi(numbers[5]);
	say_name("listener", listener);
	say("accepting %d", option_of(listener, SOL_SOCKET, SO_ACCEPTCONN));
	say_name("connection", connected);
	say_peer("connection", connected);
	say("domain %d type %d protocol %d", option_of(connected, SOL_SOCKET, SO_DOMAIN),
	    option_of(connected, SOL_SOCKET, SO_TYPE),
	    option_of(connected, SOL_SOCKET, SO_PROTOCOL));
	TRY(send(connected, "executed", 8, 0));
	say_name("unbound", unbound);
	say_peer("unbound", unbound);
	TRY(connect_to(unbound, "127.0.0.1", port_of(listener)));
	say_name("accepted", OPEN(accept(listener, NULL, NULL)));
	say_name("udp", udp);
	say("domain %d type %d", option_of(udp, SOL_SOCKET, SO_DOMAIN),
	    option_of(udp, SOL_SOCKET, SO_TYPE));
	TRY(send_to(udp, "itself", "::1", port_of(udp)));
	say_received("udp", udp, 10, 0);
	say_name("bound", bound);
	TRY(listen(bound, 5));
	OPEN(tcp_client("127.0.0.1", port_of(bound)));
	say_peer("connected udp", connected_udp);
	TRY(send(connected_udp, "peer", 4, 0));
	say_received("udp", udp, 10, 0);
	return 0;
}

int main(int argc, char **argv)
{
	int fds[6], client;
	char numbers[6][16];
	if (argc > 1)
		return executed(argv + 1);
	fds[0] = tcp_listener("127.0.0.1");
	tcp_pair("127.0.0.1", &client, &fds[1]);
	fds[2] = MUST(socket(AF_INET, SOCK_STREAM, 0));
	fds[3] = udp_socket("::1");
	fds[4] = MUST(socket(AF_INET, SOCK_STREAM, 0));
	MUST(bind_to(fds[4], "127.0.0.1", 0));
	fds[5] = MUST(socket(AF_INET6, SOCK_DGRAM, 0));
	MUST(connect_to(fds[5], "::1", port_of(fds[3])));
	for (int index = 0; index < 6; index++)
		snprintf(numbers[index], sizeof(numbers[index]), "%d", fds[index]);
	pid_t pid = start_child();
	if (pid == 0) {
		execl("/proc/self/exe", "executed", numbers[0], numbers[1], numbers[2], numbers[3],
		      numbers[4], numbers[5], (char *)NULL);
		_exit(127);
	}
	say_end_of("the program", pid);
	await(client, POLLIN);
	say_received("client", client, 20, 0);
	return 0;
}
