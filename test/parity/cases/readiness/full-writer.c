/* a writer whose peer does not read is not writable, and becomes writable again */
#include "parity.h"

int main(void)
{
	static char block[1 << 16];
	int client, server;
	long total = 0;
	tcp_pair("127.0.0.1", &client, &server);
	MUST(fcntl(client, F_SETFL, O_NONBLOCK));
	for (ssize_t count; (count = write(client, block, sizeof(block))) > 0;)
		total += count;
	say_ready("full", client);
	for (ssize_t count; total > 0 && (count = read(server, block, sizeof(block))) > 0;)
		total -= count;
	await(client, POLLOUT);
	say_ready("drained", client);
	return 0;
}
