/* an accepted socket inherits its listener's options */
#include "parity.h"

int main(void)
{
	struct linger linger = { .l_onoff = 1, .l_linger = 3 };
	socklen_t length = sizeof(linger);
	int listener = tcp_listener("127.0.0.1");
	MUST(set_option(listener, SOL_SOCKET, SO_REUSEADDR, 1));
	MUST(set_option(listener, SOL_SOCKET, SO_KEEPALIVE, 1));
	MUST(set_option(listener, IPPROTO_TCP, TCP_NODELAY, 1));
	MUST(set_option(listener, IPPROTO_TCP, TCP_KEEPIDLE, 77));
	MUST(set_option(listener, IPPROTO_TCP, TCP_USER_TIMEOUT, 1234));
	MUST(set_option(listener, IPPROTO_IP, IP_TTL, 33));
	MUST(setsockopt(listener, SOL_SOCKET, SO_LINGER, &linger, sizeof(linger)));
	int client = tcp_client("127.0.0.1", port_of(listener));
	int server = MUST(accept(listener, NULL, NULL));
	memset(&linger, 0, sizeof(linger));
	MUST(getsockopt(server, SOL_SOCKET, SO_LINGER, &linger, &length));
	say("reuseaddr %d keepalive %d nodelay %d keepidle %d user timeout %d ttl %d linger %d/%d",
	    option_of(server, SOL_SOCKET, SO_REUSEADDR),
	    option_of(server, SOL_SOCKET, SO_KEEPALIVE),
	    option_of(server, IPPROTO_TCP, TCP_NODELAY),
	    option_of(server, IPPROTO_TCP, TCP_KEEPIDLE),
	    option_of(server, IPPROTO_TCP, TCP_USER_TIMEOUT), option_of(server, IPPROTO_IP, IP_TTL),
	    linger.l_onoff, linger.l_linger);
	say("client: keepalive %d nodelay %d", option_of(client, SOL_SOCKET, SO_KEEPALIVE),
	    option_of(client, IPPROTO_TCP, TCP_NODELAY));
	return 0;
}
