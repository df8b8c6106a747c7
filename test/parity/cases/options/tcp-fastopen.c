/* TCP_FASTOPEN is accepted on listeners */
#include "parity.h"

int main(void)
{
	int listener = tcp_listener("127.0.0.1");
	TRY(set_option(listener, IPPROTO_TCP, TCP_FASTOPEN, 5));
	int fd = MUST(socket(AF_INET, SOCK_STREAM, 0));
	TRY(set_option(fd, IPPROTO_TCP, TCP_FASTOPEN_CONNECT, 1));
	say("reads %d", option_of(fd, IPPROTO_TCP, TCP_FASTOPEN_CONNECT));
	TRY(set_option(fd, IPPROTO_TCP, TCP_FASTOPEN_CONNECT, 7));
	return 0;
}
