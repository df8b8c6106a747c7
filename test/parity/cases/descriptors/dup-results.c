/* the dup family gives the numbers, the flags and the errors of the kernel */
#include "parity.h"

static int is_cloexec(int fd)
{
	return (fcntl(fd, F_GETFD) & FD_CLOEXEC) != 0;
}

int main(void)
{
	int fd = MUST(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
	TRY(dup2(fd, 200));
	say("cloexec %d", is_cloexec(200));
	TRY(dup3(fd, 201, O_CLOEXEC));
	say("cloexec %d", is_cloexec(201));
	TRY(dup3(fd, 202, 0));
	say("cloexec %d", is_cloexec(202));
	TRY(fcntl(fd, F_DUPFD, 210));
	TRY(fcntl(fd, F_DUPFD, 210));
	TRY(fcntl(fd, F_DUPFD_CLOEXEC, 220));
	say("cloexec %d %d", is_cloexec(210), is_cloexec(220));
	TRY(dup2(fd, fd) == fd ? 0 : -1);
	TRY(dup3(fd, fd, 0));
	TRY(dup3(fd, 230, 0x1234));
	TRY(dup2(999, 230));
	TRY(dup(999));
	TRY(dup2(fd, -1));
	TRY(fcntl(fd, F_DUPFD, -1));
	return 0;
}
