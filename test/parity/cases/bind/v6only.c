/* with IPV6_V6ONLY :: and 0.0.0.0 share a port, each with its own clients */
#include "parity.h"

int main(void)
{
	int v6 = MUST(socket(AF_INET6, SOCK_STREAM, 0));
	int v4 = MUST(socket(AF_INET, SOCK_STREAM, 0));
	TRY(set_option(v6, IPPROTO_IPV6, IPV6_V6ONLY, 1));
	MUST(bind_to(v6, "::", free_port(SOCK_STREAM)));
	TRY(listen(v6, 5));
	int refused = MUST(socket(AF_INET, SOCK_STREAM, 0));
	TRY(connect_to(refused, "127.0.0.1", port_of(v6)));
	TRY(bind_to(v4, "0.0.0.0", port_of(v6)));
	TRY(listen(v4, 5));
	int client4 = tcp_client("127.0.0.1", port_of(v4));
	int client6 = tcp_client("::1", port_of(v6));
	say_name("server of the IPv4 client", MUST(accept(v4, NULL, NULL)));
	say_name("server of the IPv6 client", MUST(accept(v6, NULL, NULL)));
	say_peer("client4", client4);
	say_peer("client6", client6);
	TRY(set_option(v6, IPPROTO_IPV6, IPV6_V6ONLY, 0));
	return 0;
}
