/* a socket that connects to its own port talks to itself */
#include "parity.h"

int main(void)
{
	int fd = MUST(socket(AF_INET, SOCK_STREAM, 0));
	MUST(bind_to(fd, "127.0.0.1", 0));
	TRY(connect_to(fd, "127.0.0.1", port_of(fd)));
	say_name("socket", fd);
	say_peer("socket", fd);
	TRY(send(fd, "echo", 4, MSG_NOSIGNAL));
	say_received("socket", fd, 10, MSG_DONTWAIT);
	return 0;
}
