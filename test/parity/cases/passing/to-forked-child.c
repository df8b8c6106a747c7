/* every kind of socket can be passed to a forked child, which uses it */
#include "passing.h"

int main(void)
{
	int channel[2], fds[5], client, server, port_numbers[2];
	MUST(socketpair(AF_UNIX, SOCK_STREAM, 0, channel));
	pid_t pid = start_child();
	if (pid == 0) {
		say("received %d", receive_descriptors(channel[1], fds, 0));
		say_name("listener", fds[0]);
		int accepted = OPEN(accept(fds[0], NULL, NULL));
		say_name("accepted", accepted);
		say_peer("connection", fds[1]);
		TRY(send(fds[1], "from the child", 14, 0));
		say_name("udp", fds[2]);
		await(fds[2], POLLIN);
		say_received("udp", fds[2], 10, 0);
		say_name("unbound", fds[3]);
		TRY(connect_to(fds[3], "127.0.0.1", port_of(fds[0])));
		say_name("connected udp", fds[4]);
		say_peer("connected udp", fds[4]);
		say("options %d", option_of(fds[1], IPPROTO_TCP, TCP_NODELAY));
		_exit(0);
	}
	tcp_pair("127.0.0.1", &client, &server);
	MUST(set_option(server, IPPROTO_TCP, TCP_NODELAY, 1));
	fds[0] = tcp_listener("127.0.0.1");
	fds[1] = server;
	fds[2] = udp_socket("127.0.0.1");
	fds[3] = MUST(socket(AF_INET, SOCK_STREAM, 0));
	fds[4] = MUST(socket(AF_INET, SOCK_DGRAM, 0));
	port_numbers[0] = port_of(fds[0]);
	port_numbers[1] = port_of(fds[2]);
	MUST(connect_to(fds[4], "127.0.0.1", port_numbers[1]));
	MUST(send_descriptors(channel[0], fds, 5));
	for (int index = 0; index < 5; index++)
		MUST(close(fds[index]));
	tcp_client("127.0.0.1", port_numbers[0]);
	MUST(send_to(MUST(socket(AF_INET, SOCK_DGRAM, 0)), "ping", "127.0.0.1", port_numbers[1]));
	say_end_of("the child", pid);
	await(client, POLLIN);
	say_received("client", client, 100, 0);
	say_received("client", client, 100, 0);
	return 0;
}
