/* the ports of clients are all different */
#include "parity.h"

int main(void)
{
	static unsigned char seen[65536];
	int listener = MUST(socket(AF_INET, SOCK_STREAM, 0));
	int distinct = 0;
	MUST(bind_to(listener, "127.0.0.1", 0));
	MUST(listen(listener, 512));
	for (int index = 0; index < 300; index++) {
		int port = port_of(tcp_client("127.0.0.1", port_of(listener)));
		distinct += !seen[port] && port >= 1024;
		seen[port] = 1;
	}
	say("%d different ports", distinct);
	return 0;
}
