/* closing twice gives EBADF and every call on the closed number too */
#include "parity.h"

int main(void)
{
	int fd = tcp_listener("127.0.0.1");
	TRY(close(fd));
	TRY(close(fd));
	TRY(listen(fd, 5));
	TRY(accept(fd, NULL, NULL));
	TRY(send(fd, "x", 1, 0));
	TRY(write(fd, "x", 1));
	TRY(fcntl(fd, F_GETFL));
	TRY(dup(fd));
	say_name("closed", fd);
	say_ready("closed", fd);
	return 0;
}
