/* SO_PEERCRED and SCM_CREDENTIALS of the program's own unix sockets work */
#include "parity.h"

int main(void)
{
	struct ucred who = { 0 };
	socklen_t length = sizeof(who);
	int pair[2];
	MUST(socketpair(AF_UNIX, SOCK_STREAM, 0, pair));
	TRY(getsockopt(pair[0], SOL_SOCKET, SO_PEERCRED, &who, &length));
	say("it is me: %d %d %d", who.pid == getpid(), who.uid == getuid(), who.gid == getgid());
	TRY(set_option(pair[1], SOL_SOCKET, SO_PASSCRED, 1));
	MUST(send(pair[0], "x", 1, 0));
	char byte, control[256];
	struct iovec part = { &byte, 1 };
	struct msghdr message = {
		.msg_iov = &part, .msg_iovlen = 1, .msg_control = control, .msg_controllen = 256
	};
	TRY(recvmsg(pair[1], &message, 0));
	struct cmsghdr *header = CMSG_FIRSTHDR(&message);
	say("credentials: %d", header && header->cmsg_type == SCM_CREDENTIALS);
	return 0;
}
