/* a stream whose peer has gone fails as write does, and reading it says that it was reset */
#include "parity.h"

static int sigpipes;

static void count_signal(int number)
{
	sigpipes += number == SIGPIPE;
}

int main(void)
{
	char line[64];
	int client, server;
	signal(SIGPIPE, count_signal);
	tcp_pair("127.0.0.1", &client, &server);
	FILE *out = fdopen(client, "r+");
	MUST(close(server));
	await(client, POLLIN);
	TRY(fputs("taken", out) >= 0 ? 0 : -1);
	TRY(fflush(out));
	await(client, POLLERR | POLLHUP);
	TRY(fputs("not taken", out) >= 0 ? 0 : -1);
	TRY(fflush(out));
	say("error %d, SIGPIPE %d", ferror(out) != 0, sigpipes);
	TRY(fclose(out));
	tcp_pair("127.0.0.1", &client, &server);
	FILE *in = fdopen(client, "r");
	MUST(send(client, "unread", 6, 0));
	await(server, POLLIN);
	MUST(close(server));
	errno = 0;
	bool has_line = fgets(line, sizeof(line), in) != NULL;
	say("a line %d, %s, error %d, end %d", has_line, error_name(errno), ferror(in) != 0,
	    feof(in) != 0);
	TRY(fclose(in));
	return 0;
}
