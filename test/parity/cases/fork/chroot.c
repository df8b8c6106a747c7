/* a server that has changed its root directory still makes sockets, connects and accepts */
#include "parity.h"

int main(void)
{
	MUST(mkdir("empty", 0700));
	/* Who may not chroot stays outside, and the rest must work as well. */
	if (getuid() == 0)
		MUST(chroot("empty"));
	else
		MUST(chdir("empty"));
	int client, server, udp = udp_socket("::1");
	tcp_pair("127.0.0.1", &client, &server);
	MUST(send(client, "inside", 6, 0));
	await(server, POLLIN);
	say_received("server", server, 10, 0);
	for (int index = 0; index < 100; index++)
		MUST(send_to(udp, "x", "::1", port_of(udp)));
	int count = 0;
	char byte;
	while (recv(udp, &byte, 1, MSG_DONTWAIT) == 1)
		count++;
	say("datagrams %d", count);
	pid_t pid = start_child();
	if (pid == 0) {
		int own = tcp_listener("127.0.0.1");
		OPEN(tcp_client("127.0.0.1", port_of(own)));
		OPEN(accept(own, NULL, NULL));
		_exit(0);
	}
	say_end_of("the child", pid);
	return 0;
}
