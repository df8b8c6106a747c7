/* sendfile to a peer that has gone succeeds once, then raises SIGPIPE */
#include "parity.h"
#include <sys/sendfile.h>

static int sigpipes;

static void count_signal(int number)
{
	sigpipes += number == SIGPIPE;
}

#define TRY_AGAIN(call) (TRY(call), say("SIGPIPE %d", sigpipes), sigpipes = 0)

int main(void)
{
	char name[] = "/tmp/parity-XXXXXX";
	int client, server, file = MUST(mkstemp(name));
	off_t offset = 0;
	signal(SIGPIPE, count_signal);
	MUST(unlink(name));
	MUST(write(file, "0123456789", 10));
	MUST(lseek(file, 0, SEEK_SET));
	tcp_pair("127.0.0.1", &client, &server);
	MUST(close(server));
	await(client, POLLIN);
	TRY_AGAIN(sendfile(client, file, NULL, 4));
	await(client, POLLERR | POLLHUP);
	TRY_AGAIN(sendfile(client, file, NULL, 4));
	TRY_AGAIN(sendfile(client, file, &offset, 4));
	say("position %ld, offset %ld", (long)lseek(file, 0, SEEK_CUR), (long)offset);
	tcp_pair("127.0.0.1", &client, &server);
	MUST(send(client, "unread", 6, 0));
	await(server, POLLIN);
	MUST(close(server));
	await(client, POLLIN);
	TRY_AGAIN(sendfile(client, file, &offset, 4));
	TRY_AGAIN(sendfile(client, file, &offset, 4));
	MUST(close(client));
	client = MUST(socket(AF_INET, SOCK_STREAM, 0));
	TRY_AGAIN(sendfile(client, file, &offset, 4));
	say("offset %ld", (long)offset);
	return 0;
}
