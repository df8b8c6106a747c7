/* listen on an unbound socket chooses a port on the wildcard address */
#include "parity.h"

int main(void)
{
	int v4 = MUST(socket(AF_INET, SOCK_STREAM, 0));
	int v6 = MUST(socket(AF_INET6, SOCK_STREAM, 0));
	TRY(listen(v4, 5));
	say_name("v4", v4);
	TRY(listen(v6, 5));
	say_name("v6", v6);
	say("the ports differ: %d", port_of(v4) != port_of(v6));
	OPEN(tcp_client("127.0.0.1", port_of(v4)));
	OPEN(tcp_client("::1", port_of(v6)));
	OPEN(tcp_client("127.0.0.1", port_of(v6)));
	say_name("accepted from v4", OPEN(accept(v4, NULL, NULL)));
	say_name("accepted from v6", OPEN(accept(v6, NULL, NULL)));
	say_name("accepted from v6", OPEN(accept(v6, NULL, NULL)));
	return 0;
}
