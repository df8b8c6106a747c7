/* sockets work on high descriptor numbers */
#include "parity.h"
#include <sys/resource.h>

int main(void)
{
	struct rlimit limit;
	int client, server, udp = udp_socket("127.0.0.1");
	MUST(getrlimit(RLIMIT_NOFILE, &limit));
	limit.rlim_cur = limit.rlim_max;
	MUST(setrlimit(RLIMIT_NOFILE, &limit));
	tcp_pair("127.0.0.1", &client, &server);
	MUST(dup2(client, 9000));
	MUST(dup2(server, 9500));
	MUST(dup2(udp, 9999));
	MUST(close(client));
	MUST(close(server));
	MUST(close(udp));
	say_peer("9000", 9000);
	MUST(send(9000, "high", 4, 0));
	await(9500, POLLIN);
	say_received("9500", 9500, 10, 0);
	MUST(send_to(9999, "udp", "127.0.0.1", port_of(9999)));
	await(9999, POLLIN);
	say_received("9999", 9999, 10, 0);
	int low = MUST(dup(9500));
	say("low number %d", low < 20);
	say_name("low", low);
	return 0;
}
