/* a number that was a socket and is now a file or pipe behaves as a file or pipe */
#include "parity.h"

int main(void)
{
	int pair[2];
	struct stat status;
	int fd = tcp_listener("127.0.0.1");
	MUST(close(fd));
	int file = MUST(open("/dev/null", O_RDWR));
	say("same number: %d", file == fd);
	TRY(write(file, "abc", 3));
	TRY(send(file, "abc", 3, 0));
	MUST(fstat(file, &status));
	say("character device: %d", S_ISCHR(status.st_mode));
	MUST(close(file));
	MUST(pipe(pair));
	say("same number: %d", pair[0] == fd);
	TRY(write(pair[1], "through", 7));
	char bytes[16];
	TRY(read(pair[0], bytes, sizeof(bytes)));
	TRY(getsockopt(pair[0], SOL_SOCKET, SO_TYPE, bytes, &(socklen_t){ 4 }));
	return 0;
}
