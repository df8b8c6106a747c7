/* a forked child uses every socket of its parent */
#include "parity.h"

int main(void)
{
	int client, server, listener = tcp_listener("127.0.0.1"), udp = udp_socket("127.0.0.1");
	int unbound = MUST(socket(AF_INET, SOCK_STREAM, 0));
	tcp_pair("::1", &client, &server);
	pid_t pid = start_child();
	if (pid == 0) {
		say_name("listener", listener);
		say_peer("server", server);
		say_name("udp", udp);
		TRY(connect_to(unbound, "127.0.0.1", port_of(listener)));
		say_name("accepted", OPEN(accept(listener, NULL, NULL)));
		TRY(send(server, "child", 5, 0));
		TRY(send_to(udp, "child", "127.0.0.1", port_of(udp)));
		_exit(0);
	}
	say_end_of("the child", pid);
	await(client, POLLIN);
	say_received("client", client, 10, 0);
	say_received("udp", udp, 10, 0);
	say_peer("the socket that the child connected", unbound);
	say_ready("the socket that the child connected", unbound);
	return 0;
}
