/* SOL_SOCKET options that are set read back */
#include "parity.h"

static void probe(int fd)
{
	static const struct {
		const char *label;
		int name, value;
	} options[] = {
		{ "SO_REUSEADDR", SO_REUSEADDR, 1 },
		{ "SO_REUSEADDR", SO_REUSEADDR, 7 },
		{ "SO_REUSEADDR", SO_REUSEADDR, 0 },
		{ "SO_REUSEPORT", SO_REUSEPORT, 1 },
		{ "SO_KEEPALIVE", SO_KEEPALIVE, 1 },
		{ "SO_BROADCAST", SO_BROADCAST, 1 },
		{ "SO_OOBINLINE", SO_OOBINLINE, 1 },
		{ "SO_DONTROUTE", SO_DONTROUTE, 1 },
		{ "SO_TIMESTAMP", SO_TIMESTAMP, 1 },
		{ "SO_TIMESTAMP", SO_TIMESTAMP, 0 },
		{ "SO_RCVLOWAT", SO_RCVLOWAT, 10 },
		{ "SO_SNDLOWAT", SO_SNDLOWAT, 10 },
		{ "SO_PRIORITY", SO_PRIORITY, 4 },
		{ "SO_NO_CHECK", SO_NO_CHECK, 1 },
		{ "SO_INCOMING_CPU", SO_INCOMING_CPU, 0 },
		{ "SO_BUSY_POLL", SO_BUSY_POLL, 0 },
		{ "SO_PEEK_OFF", SO_PEEK_OFF, -1 },
		{ "SO_RXQ_OVFL", SO_RXQ_OVFL, 1 },
		{ "SO_ZEROCOPY", SO_ZEROCOPY, 1 },
		{ "SO_ZEROCOPY", SO_ZEROCOPY, 2 },
		{ "SO_DEBUG", SO_DEBUG, 0 },
		{ "SO_PASSCRED", SO_PASSCRED, 0 },
	};
	for (size_t index = 0; index < sizeof(options) / sizeof(*options); index++) {
		int value = -7;
		socklen_t length = sizeof(value);
		int result = set_option(fd, SOL_SOCKET, options[index].name, options[index].value);
		int error = result ? errno : 0;
		int read = getsockopt(fd, SOL_SOCKET, options[index].name, &value, &length);
		say("%s to %d: %s, reads %s %d", options[index].label, options[index].value,
		    error_name(error), error_name(read ? errno : 0), value);
	}
}

int main(void)
{
	say("tcp");
	probe(MUST(socket(AF_INET, SOCK_STREAM, 0)));
	say("udp");
	probe(MUST(socket(AF_INET6, SOCK_DGRAM, 0)));
	return 0;
}
