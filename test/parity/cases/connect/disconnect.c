/* connect to AF_UNSPEC ends a connection and the socket can connect again */
#include "parity.h"

int main(void)
{
	struct sockaddr none = { .sa_family = AF_UNSPEC };
	int listener = tcp_listener("127.0.0.1");
	int client = tcp_client("127.0.0.1", port_of(listener));
	int server = MUST(accept(listener, NULL, NULL));
	TRY(connect(client, &none, sizeof(none)));
	say_peer("client", client);
	say_name("client", client);
	await(server, POLLIN);
	say_received("server", server, 10, 0);
	TRY(connect_to(client, "127.0.0.1", port_of(listener)));
	say_peer("client", client);
	int second = MUST(accept(listener, NULL, NULL));
	MUST(send(client, "again", 5, 0));
	await(second, POLLIN);
	say_received("second server", second, 10, 0);
	int fresh = MUST(socket(AF_INET, SOCK_STREAM, 0));
	TRY(connect(fresh, &none, sizeof(none)));
	TRY(connect_to(fresh, "127.0.0.1", port_of(listener)));
	return 0;
}
