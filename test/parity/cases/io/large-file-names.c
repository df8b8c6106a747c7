/* a program built for large files uses the calls of that name and sees the same */
// flags: -D_FILE_OFFSET_BITS=64 -D_LARGEFILE64_SOURCE
#include "parity.h"
#include <sys/sendfile.h>

int main(void)
{
	char name[] = "/tmp/parity-XXXXXX";
	int client, server, file = MUST(mkstemp(name));
	MUST(unlink(name));
	MUST(write(file, "large file", 10));
	tcp_pair("127.0.0.1", &client, &server);
	TRY(fcntl(client, F_SETFL, fcntl(client, F_GETFL) | O_NONBLOCK));
	int copy = MUST(fcntl(client, F_DUPFD_CLOEXEC, 50));
	say_name("copy", copy);
	off_t offset = 0;
	TRY(sendfile(copy, file, &offset, 5));
	off64_t offset64 = 5;
	TRY(sendfile64(copy, file, &offset64, 5));
	await(server, POLLIN);
	say_received("server", server, 20, 0);
	return 0;
}
