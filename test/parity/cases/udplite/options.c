/* the checksum coverage of UDP-Lite is set and read at the levels of UDP-Lite and of UDP */
#include "udplite.h"
#include <netinet/udp.h>

static void probe(const char *label, int fd, int level, int name)
{
	static const int values[] = { -1, 0, 1, 7, 8, 9, 100, 65535, 65536, 1 << 30 };
	short little = 20;
	socklen_t length = sizeof(little);
	say("%s level %d option %d is %d", label, level, name, option_of(fd, level, name));
	for (size_t index = 0; index < sizeof(values) / sizeof(*values); index++) {
		int result = set_option(fd, level, name, values[index]);
		say("set to %d: %s, reads %d", values[index], error_name(result ? errno : 0),
		    option_of(fd, level, name));
	}
	TRY(setsockopt(fd, level, name, &little, sizeof(little)));
	TRY(getsockopt(fd, level, name, &little, &length));
	say("a short value is %d, of %u bytes", little, length);
}

static void probe_family(int family)
{
	int lite = lite_unbound(family), udp = MUST(socket(family, SOCK_DGRAM, 0));
	int tcp = MUST(socket(family, SOCK_STREAM, 0));
	for (int name = SEND_COVERAGE; name <= RECEIVE_COVERAGE; name++) {
		probe("lite", lite, IPPROTO_UDPLITE, name);
		probe("lite", lite, IPPROTO_UDP, name);
		probe("udp", udp, IPPROTO_UDPLITE, name);
		probe("udp", udp, IPPROTO_UDP, name);
		TRY(set_option(tcp, IPPROTO_UDPLITE, name, 8));
	}
	TRY(set_option(lite, IPPROTO_UDPLITE, UDP_CORK, 1));
	say("cork %d", option_of(lite, IPPROTO_UDP, UDP_CORK));
	TRY(set_option(lite, IPPROTO_UDPLITE, 12, 1));
	TRY(getsockopt(lite, IPPROTO_UDPLITE, 12, &(int){ 0 }, &(socklen_t){ 4 }));
	TRY(set_option(lite, IPPROTO_TCP, TCP_NODELAY, 1));
}

int main(void)
{
	probe_family(AF_INET);
	probe_family(AF_INET6);
	return 0;
}
