/* a nonblocking writer gets short writes, then EAGAIN, and is writable again when the peer has read */
#include "parity.h"

int main(void)
{
	static char block[65536], sink[1 << 20];
	int client, server;
	long total = 0, drained = 0;
	ssize_t count;
	tcp_pair("127.0.0.1", &client, &server);
	MUST(fcntl(client, F_SETFL, O_NONBLOCK));
	MUST(fcntl(server, F_SETFL, O_NONBLOCK));
	while ((count = write(client, block, sizeof(block))) > 0)
		total += count;
	say("then %zd %s, at least 64 KB %d", count, error_name(errno), total >= 65536);
	struct pollfd entry = { .fd = client, .events = POLLOUT };
	say("writable %d", poll(&entry, 1, 0));
	while (drained < total) {
		await(server, POLLIN);
		count = read(server, sink, sizeof(sink));
		if (count <= 0)
			break;
		drained += count;
	}
	say("all drained %d", drained == total);
	await(client, POLLOUT);
	say_ready("client", client);
	say("can write %d", write(client, block, 100) == 100);
	return 0;
}
