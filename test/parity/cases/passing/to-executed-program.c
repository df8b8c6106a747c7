/* every kind of socket can be passed to a freshly executed program, which uses it */
#include "passing.h"

static int receiver(int channel)
{
	int fds[MOST_PASSED];
	say("received %d", receive_descriptors(channel, fds, 0));
	say_name("listener", fds[0]);
	say("accepting %d", option_of(fds[0], SOL_SOCKET, SO_ACCEPTCONN));
	int accepted = OPEN(accept(fds[0], NULL, NULL));
	say_name("accepted", accepted);
	say_peer("connection", fds[1]);
	say("domain %d type %d", option_of(fds[1], SOL_SOCKET, SO_DOMAIN),
	    option_of(fds[1], SOL_SOCKET, SO_TYPE));
	TRY(send(fds[1], "from the program", 16, 0));
	say_name("udp", fds[2]);
	await(fds[2], POLLIN);
	say_received("udp", fds[2], 10, 0);
	say_name("unbound", fds[3]);
	TRY(connect_to(fds[3], "127.0.0.1", port_of(fds[0])));
	say_peer("connected udp", fds[4]);
	TRY(send(fds[4], "x", 1, 0));
	return 0;
}

int main(int argc, char **argv)
{
	int channel[2], fds[5], client, server;
	char number[16];
	if (argc > 1)
		return receiver(atoi(argv[1]));
	MUST(socketpair(AF_UNIX, SOCK_STREAM, 0, channel));
	pid_t pid = start_child();
	if (pid == 0) {
		snprintf(number, sizeof(number), "%d", channel[1]);
		execl("/proc/self/exe", "receiver", number, (char *)NULL);
		_exit(127);
	}
	tcp_pair("127.0.0.1", &client, &server);
	fds[0] = tcp_listener("127.0.0.1");
	fds[1] = server;
	fds[2] = udp_socket("127.0.0.1");
	fds[3] = MUST(socket(AF_INET, SOCK_STREAM, 0));
	fds[4] = MUST(socket(AF_INET, SOCK_DGRAM, 0));
	int port = port_of(fds[0]), udp_port = port_of(fds[2]);
	MUST(connect_to(fds[4], "127.0.0.1", udp_port));
	MUST(send_descriptors(channel[0], fds, 5));
	for (int index = 0; index < 5; index++)
		MUST(close(fds[index]));
	tcp_client("127.0.0.1", port);
	MUST(send_to(MUST(socket(AF_INET, SOCK_DGRAM, 0)), "ping", "127.0.0.1", udp_port));
	say_end_of("the program", pid);
	await(client, POLLIN);
	say_received("client", client, 100, 0);
	return 0;
}
