/* getsockname and getpeername cut to the buffer's length and report the full one */
#include "parity.h"

static void probe(int fd, bool peer, socklen_t given)
{
	unsigned char bytes[40];
	socklen_t length = given;
	int untouched = 0;
	memset(bytes, 0xee, sizeof(bytes));
	int result = peer ? getpeername(fd, (struct sockaddr *)bytes, &length)
	                  : getsockname(fd, (struct sockaddr *)bytes, &length);
	for (int index = 0; index < 40; index++)
		untouched += bytes[index] == 0xee;
	say("%s %u: %d, length %u, at least the rest untouched %d", peer ? "peer" : "name", given,
	    result, length, untouched >= 40 - (int)(given < 40 ? given : 40));
}

int main(void)
{
	int client, server;
	tcp_pair("127.0.0.1", &client, &server);
	for (socklen_t given = 0; given <= 20; given += 5) {
		probe(client, false, given);
		probe(client, true, given);
	}
	tcp_pair("::1", &client, &server);
	for (socklen_t given = 0; given <= 35; given += 7) {
		probe(server, false, given);
		probe(server, true, given);
	}
	return 0;
}
