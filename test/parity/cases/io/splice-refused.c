/* splice refuses what is no pipe, offsets, and connections that cannot send */
#include "parity.h"

static int sigpipes;

static void count_signal(int number)
{
	sigpipes += number == SIGPIPE;
}

#define TRY_AGAIN(call) (TRY(call), say("SIGPIPE %d", sigpipes), sigpipes = 0)

int main(void)
{
	int client, server, pair[2], file = MUST(open("/dev/zero", O_RDWR));
	int unconnected = MUST(socket(AF_INET, SOCK_STREAM, 0)),
	    listener = tcp_listener("127.0.0.1");
	off64_t offset = 0;
	signal(SIGPIPE, count_signal);
	tcp_pair("127.0.0.1", &client, &server);
	MUST(pipe(pair));
	TRY(splice(pair[0], NULL, client, NULL, 0, 0));
	TRY(splice(file, NULL, client, NULL, 10, 0));
	TRY(splice(server, NULL, client, NULL, 10, 0));
	TRY(splice(-1, NULL, client, NULL, 10, 0));
	TRY(splice(-1, NULL, client, NULL, 0, 0));
	TRY(splice(pair[0], NULL, client, NULL, 10, 0x80));
	MUST(write(pair[1], "0123456789", 10));
	TRY(splice(pair[1], NULL, client, NULL, 10, 0));
	TRY(splice(pair[0], &offset, client, NULL, 10, 0));
	TRY(splice(pair[0], NULL, client, &offset, 10, 0));
	TRY_AGAIN(splice(pair[0], NULL, unconnected, NULL, 10, 0));
	TRY_AGAIN(splice(pair[0], NULL, listener, NULL, 10, 0));
	MUST(shutdown(client, SHUT_WR));
	TRY_AGAIN(splice(pair[0], NULL, client, NULL, 10, 0));
	tcp_pair("127.0.0.1", &client, &server);
	MUST(close(server));
	await(client, POLLIN);
	TRY_AGAIN(splice(pair[0], NULL, client, NULL, 4, 0));
	await(client, POLLERR | POLLHUP);
	TRY_AGAIN(splice(pair[0], NULL, client, NULL, 4, 0));
	TRY_AGAIN(splice(pair[0], NULL, client, NULL, 4, 0));
	tcp_pair("127.0.0.1", &client, &server);
	MUST(send(client, "unread", 6, 0));
	await(server, POLLIN);
	MUST(close(server));
	await(client, POLLIN);
	TRY_AGAIN(splice(pair[0], NULL, client, NULL, 4, 0));
	TRY_AGAIN(splice(pair[0], NULL, client, NULL, 4, 0));
	char left[16];
	TRY(read(pair[0], left, sizeof(left)));
	return 0;
}
