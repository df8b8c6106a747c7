/* SO_RCVTIMEO ends a blocking read with EAGAIN, SO_SNDTIMEO a blocking write */
#include "parity.h"
#include <time.h>

int main(void)
{
	static char block[1 << 20];
	struct timeval short_time = { .tv_usec = 50000 };
	int client, server;
	char byte;
	ssize_t count;
	tcp_pair("127.0.0.1", &client, &server);
	TRY(setsockopt(server, SOL_SOCKET, SO_RCVTIMEO, &short_time, sizeof(short_time)));
	TRY(recv(server, &byte, 1, 0));
	TRY(read(server, &byte, 1));
	TRY(setsockopt(client, SOL_SOCKET, SO_SNDTIMEO, &short_time, sizeof(short_time)));
	do
		count = write(client, block, sizeof(block));
	while (count > 0);
	say("full: %zd %s", count, error_name(errno));
	int listener = tcp_listener("127.0.0.1");
	TRY(setsockopt(listener, SOL_SOCKET, SO_RCVTIMEO, &short_time, sizeof(short_time)));
	TRY(accept(listener, NULL, NULL));
	int udp = udp_socket("127.0.0.1");
	TRY(setsockopt(udp, SOL_SOCKET, SO_RCVTIMEO, &short_time, sizeof(short_time)));
	TRY(recv(udp, &byte, 1, 0));
	return 0;
}
