/* after a nonblocking connect that only asked SO_ERROR another connect gives EISCONN */
#include "parity.h"

int main(void)
{
	int listener = tcp_listener("127.0.0.1");
	int client = MUST(socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0));
	TRY(connect_to(client, "127.0.0.1", port_of(listener)));
	await(client, POLLOUT);
	MUST(send(client, "x", 1, 0));
	say("SO_ERROR: %s", pending_error(client));
	TRY(connect_to(client, "127.0.0.1", port_of(listener)));
	TRY(connect_to(client, "127.0.0.1", port_of(listener)));
	return 0;
}
