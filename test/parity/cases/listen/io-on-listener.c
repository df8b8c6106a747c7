/* a listener cannot be read, written or connected */
#include "parity.h"

int main(void)
{
	int fd = tcp_listener("127.0.0.1");
	char byte = 'x';
	signal(SIGPIPE, SIG_IGN);
	TRY(send(fd, &byte, 1, MSG_NOSIGNAL));
	TRY(write(fd, &byte, 1));
	TRY(recv(fd, &byte, 1, MSG_DONTWAIT));
	TRY(read(fd, &byte, 1));
	TRY(connect_to(fd, "127.0.0.1", port_of(fd)));
	say_peer("the listener", fd);
	say_ready("the listener", fd);
	return 0;
}
