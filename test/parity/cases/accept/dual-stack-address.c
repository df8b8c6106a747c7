/* an IPv4 client of a :: listener shows as ::ffff:127.0.0.1 on the server and plainly on the client */
#include "parity.h"

int main(void)
{
	struct sockaddr_storage address = { 0 };
	socklen_t length = sizeof(address);
	int listener = tcp_listener("::");
	int client = tcp_client("127.0.0.1", port_of(listener));
	int server = OPEN(accept(listener, (struct sockaddr *)&address, &length));
	say("accept says %s", endpoint_text(&address, length, SOCK_STREAM));
	say_name("server", server);
	say_peer("server", server);
	say_name("client", client);
	say_peer("client", client);
	say("server domain %d, client domain %d", option_of(server, SOL_SOCKET, SO_DOMAIN),
	    option_of(client, SOL_SOCKET, SO_DOMAIN));
	forget_ports();
	int mapped = tcp_client("::ffff:127.0.0.1", port_of(listener));
	say_name("mapped client", mapped);
	say_peer("mapped client", mapped);
	int second = OPEN(accept(listener, NULL, NULL));
	say_name("second server", second);
	say_peer("second server", second);
	forget_ports();
	int plain = tcp_listener("127.0.0.1");
	int third = tcp_client("::ffff:127.0.0.1", port_of(plain));
	say_name("mapped client of an IPv4 listener", third);
	say_peer("its server", MUST(accept(plain, NULL, NULL)));
	return 0;
}
