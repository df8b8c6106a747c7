/* freopen and fclose close the connection below for its peer, and the number becomes another file's */
#include "parity.h"

int main(void)
{
	int client, server;
	tcp_pair("127.0.0.1", &client, &server);
	int number = client;
	FILE *stream = fdopen(client, "w");
	fputs("before", stream);
	say("reopened %d", freopen("/dev/null", "w", stream) == stream);
	say("the same number %d", fileno(stream) == number);
	await(server, POLLIN);
	say_received("server", server, 100, 0);
	say_received("server", server, 100, 0);
	fputs("into nothing", stream);
	TRY(fclose(stream));
	MUST(close(server));
	tcp_pair("127.0.0.1", &client, &server);
	stream = fdopen(client, "w");
	fputs("at the end", stream);
	TRY(fclose(stream));
	say_received("server", server, 100, 0);
	say_received("server", server, 100, 0);
	TRY(write(client, "x", 1));
	int next = MUST(open("/dev/null", O_RDWR));
	say("used again %d", next == client);
	TRY(write(next, "x", 1));
	return 0;
}
