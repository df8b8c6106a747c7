/* TCP_MAXSEG checks its value and reads back before a connection */
#include "parity.h"

int main(void)
{
	int fd = MUST(socket(AF_INET, SOCK_STREAM, 0));
	TRY(set_option(fd, IPPROTO_TCP, TCP_MAXSEG, 1400));
	TRY(option_of(fd, IPPROTO_TCP, TCP_MAXSEG));
	TRY(set_option(fd, IPPROTO_TCP, TCP_MAXSEG, 10));
	TRY(set_option(fd, IPPROTO_TCP, TCP_MAXSEG, 40000));
	TRY(set_option(fd, IPPROTO_TCP, TCP_MAXSEG, 0));
	int client, server;
	tcp_pair("127.0.0.1", &client, &server);
	say("a connection has a large one: %d", option_of(client, IPPROTO_TCP, TCP_MAXSEG) > 500);
	return 0;
}
