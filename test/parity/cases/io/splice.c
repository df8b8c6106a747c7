/* splice moves bytes between connections and pipes */
#include "parity.h"

int main(void)
{
	int client, server, pair[2];
	char bytes[16];
	tcp_pair("127.0.0.1", &client, &server);
	MUST(pipe(pair));
	MUST(write(pair[1], "through a pipe", 14));
	TRY(splice(pair[0], NULL, client, NULL, 14, 0));
	await(server, POLLIN);
	say_received("server", server, 100, 0);
	MUST(send(server, "back", 4, 0));
	await(client, POLLIN);
	TRY(splice(client, NULL, pair[1], NULL, 100, SPLICE_F_NONBLOCK));
	TRY(read(pair[0], bytes, 16));
	say("%.4s", bytes);
	MUST(fcntl(client, F_SETFL, O_NONBLOCK));
	TRY(splice(client, NULL, pair[1], NULL, 100, 0));
	MUST(shutdown(server, SHUT_WR));
	await(client, POLLIN);
	TRY(splice(client, NULL, pair[1], NULL, 100, 0));
	TRY(splice(client, NULL, server, NULL, 100, 0));
	return 0;
}
