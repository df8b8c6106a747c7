/* socket calls on a file give ENOTSOCK, on a closed number EBADF */
#include "parity.h"

static void call_all(int fd)
{
	struct sockaddr_in address = { .sin_family = AF_INET };
	socklen_t length = sizeof(address);
	struct msghdr message = { 0 };
	int value = 0;
	socklen_t size = sizeof(value);
	char byte = 0;
	TRY(bind_to(fd, "127.0.0.1", 0));
	TRY(listen(fd, 1));
	TRY(accept(fd, NULL, NULL));
	TRY(accept4(fd, NULL, NULL, SOCK_CLOEXEC));
	TRY(connect_to(fd, "127.0.0.1", 9));
	TRY(getsockname(fd, (struct sockaddr *)&address, &length));
	TRY(getpeername(fd, (struct sockaddr *)&address, &length));
	TRY(shutdown(fd, SHUT_RDWR));
	TRY(send(fd, &byte, 1, MSG_NOSIGNAL));
	TRY(recv(fd, &byte, 1, 0));
	TRY(sendto(fd, &byte, 1, 0, (struct sockaddr *)&address, sizeof(address)));
	TRY(recvfrom(fd, &byte, 1, 0, NULL, NULL));
	TRY(sendmsg(fd, &message, 0));
	TRY(recvmsg(fd, &message, 0));
	TRY(setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &value, sizeof(value)));
	TRY(getsockopt(fd, SOL_SOCKET, SO_ERROR, &value, &size));
	TRY(setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &value, sizeof(value)));
}

int main(void)
{
	say("a file");
	call_all(MUST(open("/dev/null", O_RDWR)));
	say("a closed number");
	call_all(777);
	say("minus one");
	call_all(-1);
	return 0;
}
