/* O_NONBLOCK can be switched by fcntl and by FIONBIO, and is shared by copies */
#include "parity.h"

static int is_nonblocking(int fd)
{
	return (fcntl(fd, F_GETFL) & O_NONBLOCK) != 0;
}

int main(void)
{
	int client, server, on = 1, off = 0;
	char byte;
	tcp_pair("127.0.0.1", &client, &server);
	int copy = MUST(dup(client));
	say("%d %d", is_nonblocking(client), is_nonblocking(copy));
	TRY(fcntl(client, F_SETFL, O_NONBLOCK));
	say("%d %d", is_nonblocking(client), is_nonblocking(copy));
	TRY(read(copy, &byte, 1));
	TRY(fcntl(client, F_SETFL, 0));
	TRY(ioctl(copy, FIONBIO, &on));
	say("%d %d", is_nonblocking(client), is_nonblocking(copy));
	TRY(recv(client, &byte, 1, 0));
	TRY(ioctl(copy, FIONBIO, &off));
	say("%d %d", is_nonblocking(client), is_nonblocking(copy));
	TRY(ioctl(client, FIOCLEX));
	say("cloexec %d %d", fcntl(client, F_GETFD), fcntl(copy, F_GETFD));
	TRY(ioctl(client, FIONCLEX));
	say("cloexec %d %d", fcntl(client, F_GETFD), fcntl(copy, F_GETFD));
	return 0;
}
