/* what is done through one copy of an unbound socket is seen through the other */
#include "parity.h"

int main(void)
{
	int fd = MUST(socket(AF_INET, SOCK_STREAM, 0));
	int copy = MUST(dup(fd));
	MUST(bind_to(fd, "127.0.0.1", 0));
	say_name("copy", copy);
	TRY(listen(copy, 5));
	int client = tcp_client("127.0.0.1", port_of(fd));
	OPEN(accept(fd, NULL, NULL));
	say_name("client", client);
	int second = MUST(socket(AF_INET, SOCK_STREAM, 0));
	int second_copy = MUST(dup(second));
	TRY(connect_to(second_copy, "127.0.0.1", port_of(copy)));
	say_peer("the other copy", second);
	TRY(send(second, "x", 1, 0));
	return 0;
}
