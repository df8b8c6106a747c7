/* each new socket gets the lowest free descriptor number, and nothing else is taken */
#include "parity.h"

int main(void)
{
	int first = MUST(open("/dev/null", O_RDONLY));
	MUST(close(first));
	int tcp = MUST(socket(AF_INET, SOCK_STREAM, 0));
	say("tcp +%d", tcp - first);
	int udp = MUST(socket(AF_INET6, SOCK_DGRAM, 0));
	say("udp +%d", udp - first);
	MUST(bind_to(tcp, "127.0.0.1", 0));
	MUST(listen(tcp, 5));
	MUST(bind_to(udp, "::1", 0));
	int client = MUST(socket(AF_INET, SOCK_STREAM, 0));
	say("client +%d", client - first);
	MUST(connect_to(client, "127.0.0.1", port_of(tcp)));
	int server = MUST(accept(tcp, NULL, NULL));
	say("server +%d", server - first);
	MUST(send_to(udp, "x", "::1", port_of(udp)));
	int file = MUST(open("/dev/null", O_RDONLY));
	say("file +%d", file - first);
	MUST(close(udp));
	say("reused +%d", MUST(socket(AF_INET, SOCK_STREAM, 0)) - first);
	return 0;
}
