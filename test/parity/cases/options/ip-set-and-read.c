/* IP options that are set read back, and bad values are refused */
#include "parity.h"

static void probe(int fd)
{
	static const struct {
		const char *label;
		int name, value;
	} options[] = {
		{ "IP_TTL", IP_TTL, 1 },
		{ "IP_TTL", IP_TTL, 255 },
		{ "IP_TTL", IP_TTL, 0 },
		{ "IP_TTL", IP_TTL, 256 },
		{ "IP_TTL", IP_TTL, -1 },
		{ "IP_TOS", IP_TOS, 0x10 },
		{ "IP_TOS", IP_TOS, 0xff },
		{ "IP_MULTICAST_TTL", IP_MULTICAST_TTL, 7 },
		{ "IP_MULTICAST_TTL", IP_MULTICAST_TTL, 256 },
		{ "IP_MULTICAST_LOOP", IP_MULTICAST_LOOP, 0 },
		{ "IP_MULTICAST_LOOP", IP_MULTICAST_LOOP, 5 },
		{ "IP_MULTICAST_ALL", IP_MULTICAST_ALL, 0 },
		{ "IP_PKTINFO", IP_PKTINFO, 1 },
		{ "IP_RECVTTL", IP_RECVTTL, 1 },
		{ "IP_RECVTOS", IP_RECVTOS, 1 },
		{ "IP_RECVERR", IP_RECVERR, 1 },
		{ "IP_RECVORIGDSTADDR", IP_RECVORIGDSTADDR, 1 },
		{ "IP_MTU_DISCOVER", IP_MTU_DISCOVER, IP_PMTUDISC_DO },
		{ "IP_MTU_DISCOVER", IP_MTU_DISCOVER, 99 },
		{ "IP_FREEBIND", IP_FREEBIND, 1 },
		{ "IP_BIND_ADDRESS_NO_PORT", IP_BIND_ADDRESS_NO_PORT, 1 },
		{ "IP_MINTTL", IP_MINTTL, 3 },
	};
	for (size_t index = 0; index < sizeof(options) / sizeof(*options); index++) {
		int value = -7;
		socklen_t length = sizeof(value);
		int result = set_option(fd, IPPROTO_IP, options[index].name, options[index].value);
		int error = result ? errno : 0;
		int read = getsockopt(fd, IPPROTO_IP, options[index].name, &value, &length);
		say("%s to %d: %s, reads %s %d", options[index].label, options[index].value,
		    error_name(error), error_name(read ? errno : 0), value);
	}
}

int main(void)
{
	say("tcp");
	probe(MUST(socket(AF_INET, SOCK_STREAM, 0)));
	say("udp");
	probe(MUST(socket(AF_INET, SOCK_DGRAM, 0)));
	return 0;
}
