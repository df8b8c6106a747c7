/* a socket passed away and back is the same socket, and is open while it is under way */
#include "passing.h"

int main(void)
{
	int channel[2], client, server, got[MOST_PASSED];
	MUST(socketpair(AF_UNIX, SOCK_STREAM, 0, channel));
	tcp_pair("127.0.0.1", &client, &server);
	MUST(send_descriptors(channel[0], &server, 1));
	MUST(close(server));
	TRY(send(client, "under way", 9, 0));
	say_ready("client", client);
	MUST(receive_descriptors(channel[1], got, 0));
	await(got[0], POLLIN);
	say_received("server", got[0], 20, 0);
	say_peer("server", got[0]);
	MUST(send_descriptors(channel[1], got, 1));
	MUST(close(got[0]));
	MUST(close(channel[0]));
	MUST(close(channel[1]));
	await(client, POLLRDHUP);
	say_received("client when the message was thrown away", client, 10, 0);
	return 0;
}
