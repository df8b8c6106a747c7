/* shutdown of a listener wakes its accept and frees the port */
#include "parity.h"

int main(void)
{
	int listener = tcp_listener("127.0.0.1");
	int port = port_of(listener);
	TRY(shutdown(listener, SHUT_WR));
	say_ready("after SHUT_WR", listener);
	OPEN(tcp_client("127.0.0.1", port));
	OPEN(accept(listener, NULL, NULL));
	TRY(shutdown(listener, SHUT_RDWR));
	say_ready("after SHUT_RDWR", listener);
	TRY(accept(listener, NULL, NULL));
	int client = MUST(socket(AF_INET, SOCK_STREAM, 0));
	TRY(connect_to(client, "127.0.0.1", port));
	say_name("the former listener", listener);
	TRY(listen(listener, 5));
	say_name("the listener again", listener);
	OPEN(tcp_client("127.0.0.1", port_of(listener)));
	OPEN(accept(listener, NULL, NULL));
	return 0;
}
