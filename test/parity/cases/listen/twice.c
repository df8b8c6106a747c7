/* a listener can call listen again, with any backlog */
#include "parity.h"

int main(void)
{
	int fd = tcp_listener("127.0.0.1");
	int port = port_of(fd);
	TRY(listen(fd, 1));
	TRY(listen(fd, 0));
	TRY(listen(fd, -1));
	TRY(listen(fd, 100000));
	say("same port: %d, accepting: %d", port == port_of(fd),
	    option_of(fd, SOL_SOCKET, SO_ACCEPTCONN));
	OPEN(tcp_client("127.0.0.1", port));
	OPEN(accept(fd, NULL, NULL));
	return 0;
}
