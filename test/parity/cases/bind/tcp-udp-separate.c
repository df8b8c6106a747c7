/* TCP and UDP have separate ports */
#include "parity.h"

int main(void)
{
	int tcp = MUST(socket(AF_INET, SOCK_STREAM, 0));
	int udp = MUST(socket(AF_INET, SOCK_DGRAM, 0));
	int again = MUST(socket(AF_INET, SOCK_DGRAM, 0));
	MUST(bind_to(tcp, "127.0.0.1", free_port(SOCK_STREAM)));
	MUST(listen(tcp, 5));
	TRY(bind_to(udp, "127.0.0.1", port_of(tcp)));
	TRY(bind_to(again, "127.0.0.1", port_of(tcp)));
	int client = OPEN(tcp_client("127.0.0.1", port_of(tcp)));
	say_peer("client", client);
	return 0;
}
