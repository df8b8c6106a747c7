/* reading and writing an unconnected TCP socket gives ENOTCONN and EPIPE */
#include "parity.h"

int main(void)
{
	int fd = MUST(socket(AF_INET, SOCK_STREAM, 0));
	char byte = 'x';
	signal(SIGPIPE, SIG_IGN);
	TRY(send(fd, &byte, 1, MSG_NOSIGNAL));
	TRY(recv(fd, &byte, 1, 0));
	TRY(read(fd, &byte, 1));
	TRY(recv(fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT));
	TRY(send_to(fd, "x", "127.0.0.1", 9));
	say_ready("unconnected", fd);
	TRY(write(fd, &byte, 1));
	MUST(bind_to(fd, "127.0.0.1", 0));
	TRY(send(fd, &byte, 1, MSG_NOSIGNAL));
	TRY(recv(fd, &byte, 1, 0));
	say_ready("bound", fd);
	say_peer("bound", fd);
	return 0;
}
