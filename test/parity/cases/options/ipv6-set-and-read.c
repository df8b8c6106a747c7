/* IPv6 options that are set read back, and bad values are refused */
#include "parity.h"

static void probe(int fd)
{
	static const struct {
		const char *label;
		int name, value;
	} options[] = {
		{ "IPV6_V6ONLY", IPV6_V6ONLY, 1 },
		{ "IPV6_V6ONLY", IPV6_V6ONLY, 5 },
		{ "IPV6_V6ONLY", IPV6_V6ONLY, 0 },
		{ "IPV6_UNICAST_HOPS", IPV6_UNICAST_HOPS, 9 },
		{ "IPV6_UNICAST_HOPS", IPV6_UNICAST_HOPS, -1 },
		{ "IPV6_UNICAST_HOPS", IPV6_UNICAST_HOPS, 256 },
		{ "IPV6_UNICAST_HOPS", IPV6_UNICAST_HOPS, -2 },
		{ "IPV6_MULTICAST_HOPS", IPV6_MULTICAST_HOPS, 9 },
		{ "IPV6_MULTICAST_HOPS", IPV6_MULTICAST_HOPS, 256 },
		{ "IPV6_MULTICAST_LOOP", IPV6_MULTICAST_LOOP, 0 },
		{ "IPV6_MULTICAST_LOOP", IPV6_MULTICAST_LOOP, 5 },
		{ "IPV6_RECVPKTINFO", IPV6_RECVPKTINFO, 1 },
		{ "IPV6_RECVHOPLIMIT", IPV6_RECVHOPLIMIT, 1 },
		{ "IPV6_RECVTCLASS", IPV6_RECVTCLASS, 1 },
		{ "IPV6_TCLASS", IPV6_TCLASS, 0x20 },
		{ "IPV6_TCLASS", IPV6_TCLASS, 256 },
		{ "IPV6_TCLASS", IPV6_TCLASS, -1 },
		{ "IPV6_RECVERR", IPV6_RECVERR, 1 },
		{ "IPV6_DONTFRAG", IPV6_DONTFRAG, 1 },
		{ "IPV6_MTU_DISCOVER", IPV6_MTU_DISCOVER, IPV6_PMTUDISC_DO },
		{ "IPV6_MTU_DISCOVER", IPV6_MTU_DISCOVER, 99 },
		{ "IPV6_FREEBIND", IPV6_FREEBIND, 1 },
	};
	for (size_t index = 0; index < sizeof(options) / sizeof(*options); index++) {
		int value = -7;
		socklen_t length = sizeof(value);
		int result =
			set_option(fd, IPPROTO_IPV6, options[index].name, options[index].value);
		int error = result ? errno : 0;
		int read = getsockopt(fd, IPPROTO_IPV6, options[index].name, &value, &length);
		say("%s to %d: %s, reads %s %d", options[index].label, options[index].value,
		    error_name(error), error_name(read ? errno : 0), value);
	}
}

int main(void)
{
	say("tcp");
	probe(MUST(socket(AF_INET6, SOCK_STREAM, 0)));
	say("udp");
	probe(MUST(socket(AF_INET6, SOCK_DGRAM, 0)));
	return 0;
}
