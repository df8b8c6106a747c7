/* two hundred binds to port 0 give two hundred different unprivileged ports */
#include "parity.h"

int main(void)
{
	static unsigned char seen[65536];
	int distinct = 0, unprivileged = 0;
	for (int index = 0; index < 200; index++) {
		int fd = MUST(socket(AF_INET, SOCK_STREAM, 0));
		MUST(bind_to(fd, "127.0.0.1", 0));
		int port = port_of(fd);
		distinct += !seen[port];
		unprivileged += port >= 1024;
		seen[port] = 1;
	}
	say("tcp: %d distinct, %d unprivileged", distinct, unprivileged);
	memset(seen, 0, sizeof(seen));
	distinct = unprivileged = 0;
	for (int index = 0; index < 200; index++) {
		int port = port_of(udp_socket("::1"));
		distinct += !seen[port];
		unprivileged += port >= 1024;
		seen[port] = 1;
	}
	say("udp: %d distinct, %d unprivileged", distinct, unprivileged);
	return 0;
}
