/* an option that is set in a forked child is seen by the parent */
#include "parity.h"

int main(void)
{
	int client, server;
	tcp_pair("127.0.0.1", &client, &server);
	pid_t pid = start_child();
	if (pid == 0) {
		MUST(set_option(client, IPPROTO_TCP, TCP_NODELAY, 1));
		MUST(set_option(client, SOL_SOCKET, SO_KEEPALIVE, 1));
		MUST(set_option(client, IPPROTO_TCP, TCP_KEEPIDLE, 42));
		MUST(set_option(client, IPPROTO_IP, IP_TOS, 0x10));
		_exit(0);
	}
	say_end_of("the child", pid);
	say("nodelay %d keepalive %d idle %d tos %d", option_of(client, IPPROTO_TCP, TCP_NODELAY),
	    option_of(client, SOL_SOCKET, SO_KEEPALIVE),
	    option_of(client, IPPROTO_TCP, TCP_KEEPIDLE), option_of(client, IPPROTO_IP, IP_TOS));
	return 0;
}
