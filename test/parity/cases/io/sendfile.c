/* sendfile sends a file's bytes into a connection and moves its offset */
#include "parity.h"
#include <sys/sendfile.h>

int main(void)
{
	char name[] = "/tmp/parity-XXXXXX";
	int client, server;
	off_t offset = 3;
	int file = MUST(mkstemp(name));
	MUST(unlink(name));
	MUST(write(file, "0123456789", 10));
	tcp_pair("127.0.0.1", &client, &server);
	TRY(sendfile(client, file, &offset, 4));
	say("offset %ld", (long)offset);
	await(server, POLLIN);
	say_received("server", server, 100, 0);
	MUST(lseek(file, 0, SEEK_SET));
	TRY(sendfile(client, file, NULL, 100));
	await(server, POLLIN);
	say_received("server", server, 100, 0);
	TRY(sendfile(client, file, NULL, 100));
	TRY(sendfile64(client, file, &offset, 2));
	await(server, POLLIN);
	say_received("server", server, 100, 0);
	TRY(sendfile(file, server, NULL, 10));
	MUST(shutdown(client, SHUT_WR));
	signal(SIGPIPE, SIG_IGN);
	MUST(lseek(file, 0, SEEK_SET));
	TRY(sendfile(client, file, NULL, 10));
	TRY(sendfile(MUST(socket(AF_INET, SOCK_STREAM, 0)), file, NULL, 10));
	return 0;
}
