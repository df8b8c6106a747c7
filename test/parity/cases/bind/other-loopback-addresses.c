/* every address of 127.0.0.0/8 can be bound and reached, each with its own ports */
#include "parity.h"

int main(void)
{
	int first = MUST(socket(AF_INET, SOCK_STREAM, 0)), port = free_port(SOCK_STREAM);
	MUST(bind_to(first, "127.0.0.1", port));
	MUST(listen(first, 5));
	const char *others[] = { "127.0.0.2", "127.0.1.1", "127.5.6.7", "127.255.255.254" };
	for (int index = 0; index < 4; index++) {
		int fd = MUST(socket(AF_INET, SOCK_STREAM, 0));
		forget_ports();
		say("%s", others[index]);
		TRY(bind_to(fd, others[index], port));
		TRY(listen(fd, 5));
		int client = tcp_client(others[index], port);
		int server = MUST(accept(fd, NULL, NULL));
		say_name("server", server);
		say_peer("client", client);
		say_name("client", client);
	}
	return 0;
}
