/* TCP options that are set read back as the kernel keeps them, on v4, v6, listener and connection */
#include "parity.h"

static void probe(int fd)
{
	static const struct {
		const char *label;
		int name, value;
	} options[] = {
		{ "TCP_NODELAY", TCP_NODELAY, 1 },
		{ "TCP_NODELAY", TCP_NODELAY, 5 },
		{ "TCP_NODELAY", TCP_NODELAY, 0 },
		{ "TCP_KEEPIDLE", TCP_KEEPIDLE, 30 },
		{ "TCP_KEEPIDLE", TCP_KEEPIDLE, 0 },
		{ "TCP_KEEPIDLE", TCP_KEEPIDLE, 32768 },
		{ "TCP_KEEPINTVL", TCP_KEEPINTVL, 5 },
		{ "TCP_KEEPINTVL", TCP_KEEPINTVL, -1 },
		{ "TCP_KEEPCNT", TCP_KEEPCNT, 3 },
		{ "TCP_KEEPCNT", TCP_KEEPCNT, 128 },
		{ "TCP_KEEPCNT", TCP_KEEPCNT, 0 },
		{ "TCP_SYNCNT", TCP_SYNCNT, 2 },
		{ "TCP_SYNCNT", TCP_SYNCNT, 0 },
		{ "TCP_SYNCNT", TCP_SYNCNT, 256 },
		{ "TCP_LINGER2", TCP_LINGER2, 10 },
		{ "TCP_LINGER2", TCP_LINGER2, -1 },
		{ "TCP_USER_TIMEOUT", TCP_USER_TIMEOUT, 900 },
		{ "TCP_USER_TIMEOUT", TCP_USER_TIMEOUT, -1 },
		{ "TCP_CORK", TCP_CORK, 1 },
		{ "TCP_CORK", TCP_CORK, 0 },
		{ "TCP_NOTSENT_LOWAT", TCP_NOTSENT_LOWAT, 16384 },
		{ "TCP_QUICKACK", TCP_QUICKACK, 1 },
		{ "TCP_WINDOW_CLAMP", TCP_WINDOW_CLAMP, 65535 },
	};
	for (size_t index = 0; index < sizeof(options) / sizeof(*options); index++) {
		int result = set_option(fd, IPPROTO_TCP, options[index].name, options[index].value);
		say("%s to %d: %s, reads %d", options[index].label, options[index].value,
		    error_name(result ? errno : 0),
		    option_of(fd, IPPROTO_TCP, options[index].name));
	}
}

int main(void)
{
	int client, server;
	say("new v4");
	probe(MUST(socket(AF_INET, SOCK_STREAM, 0)));
	say("new v6");
	probe(MUST(socket(AF_INET6, SOCK_STREAM, 0)));
	say("listener");
	probe(tcp_listener("127.0.0.1"));
	tcp_pair("127.0.0.1", &client, &server);
	say("client");
	probe(client);
	say("server");
	probe(server);
	return 0;
}
