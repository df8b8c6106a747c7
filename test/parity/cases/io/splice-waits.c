/* splice waits for an empty pipe's writer, sends what is there, and ends with the last writer */
#include "parity.h"

int main(void)
{
	int client, server, pair[2], turn[2];
	char byte = 't';
	tcp_pair("127.0.0.1", &client, &server);
	MUST(pipe(pair));
	MUST(pipe(turn));
	pid_t pid = start_child();
	if (pid == 0) {
		MUST(close(pair[0]));
		MUST(write(pair[1], "first", 5));
		MUST(read(turn[0], &byte, 1));
		MUST(write(pair[1], "second", 6));
		_exit(0);
	}
	MUST(close(pair[1]));
	TRY(splice(pair[0], NULL, client, NULL, 100, 0));
	MUST(write(turn[1], &byte, 1));
	TRY(splice(pair[0], NULL, client, NULL, 100, SPLICE_F_MOVE | SPLICE_F_MORE));
	TRY(splice(pair[0], NULL, client, NULL, 100, 0));
	say_end_of("the writer", pid);
	MUST(shutdown(client, SHUT_WR));
	MUST(set_option(server, SOL_SOCKET, SO_RCVLOWAT, 11));
	await(server, POLLIN);
	say_received("server", server, 100, 0);
	say_received("server", server, 100, 0);
	return 0;
}
