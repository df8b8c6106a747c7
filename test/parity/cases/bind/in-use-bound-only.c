/* a port that is bound but not listening is in use too */
#include "parity.h"

int main(void)
{
	int first = MUST(socket(AF_INET, SOCK_STREAM, 0));
	int second = MUST(socket(AF_INET, SOCK_STREAM, 0));
	int third = MUST(socket(AF_INET, SOCK_STREAM, 0));
	MUST(bind_to(first, "127.0.0.1", free_port(SOCK_STREAM)));
	TRY(bind_to(second, "127.0.0.1", port_of(first)));
	TRY(bind_to(second, "0.0.0.0", port_of(first)));
	TRY(bind_to(second, "127.0.0.2", port_of(first)));
	TRY(bind_to(third, "127.0.0.2", port_of(first)));
	int port = port_of(first);
	MUST(close(first));
	int fourth = MUST(socket(AF_INET, SOCK_STREAM, 0));
	TRY(bind_to(fourth, "127.0.0.1", port));
	return 0;
}
