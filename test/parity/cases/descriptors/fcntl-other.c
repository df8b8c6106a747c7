/* the other fcntl commands pass through to the socket */
#include "parity.h"

int main(void)
{
	int fd = tcp_listener("127.0.0.1");
	TRY(fcntl(fd, F_GETOWN));
	TRY(fcntl(fd, F_SETOWN, getpid()));
	say("owner is me: %d", fcntl(fd, F_GETOWN) == getpid());
	TRY(fcntl(fd, F_GETPIPE_SZ));
	TRY(fcntl(fd, 12345));
	TRY(fcntl(fd, F_GETFL) & O_ACCMODE);
	TRY(fcntl(999, F_GETFL));
	return 0;
}
