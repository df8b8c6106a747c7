/* ten descriptors, files and sockets mixed, can be passed in one message and nothing is added */
#include "passing.h"

int main(void)
{
	int channel[2], fds[10], got[MOST_PASSED];
	MUST(socketpair(AF_UNIX, SOCK_STREAM, 0, channel));
	for (int index = 0; index < 10; index++)
		fds[index] = index % 3 == 0   ? MUST(open("/dev/null", O_RDONLY))
		             : index % 3 == 1 ? tcp_listener("127.0.0.1")
		                              : udp_socket("::1");
	TRY(send_descriptors(channel[0], fds, 10));
	for (int index = 0; index < 10; index++)
		MUST(close(fds[index]));
	int count = receive_descriptors(channel[1], got, MSG_CMSG_CLOEXEC);
	say("received %d", count);
	for (int index = 0; index < count; index++) {
		struct stat status;
		MUST(fstat(got[index], &status));
		say("%d: socket %d cloexec %d", index, S_ISSOCK(status.st_mode),
		    fcntl(got[index], F_GETFD));
		if (S_ISSOCK(status.st_mode))
			say_name("  it", got[index]);
	}
	return 0;
}
