/* an address that this host does not have gives EADDRNOTAVAIL */
#include "parity.h"

static void probe(int type, const char *ip)
{
	int fd = MUST(socket(family_of(ip), type, 0));
	int result = bind_to(fd, ip, 0);
	say("%s %s: %s", type == SOCK_STREAM ? "tcp" : "udp", ip, error_name(result ? errno : 0));
	MUST(close(fd));
}

int main(void)
{
	probe(SOCK_STREAM, "127.0.0.1");
	probe(SOCK_STREAM, "127.0.0.2");
	probe(SOCK_STREAM, "127.255.255.254");
	probe(SOCK_STREAM, "127.255.255.255");
	probe(SOCK_DGRAM, "127.255.255.255");
	probe(SOCK_STREAM, "255.255.255.255");
	probe(SOCK_DGRAM, "255.255.255.255");
	probe(SOCK_STREAM, "224.0.0.1");
	probe(SOCK_DGRAM, "224.0.0.1");
	probe(SOCK_DGRAM, "239.1.2.3");
	probe(SOCK_STREAM, "ff02::1");
	probe(SOCK_DGRAM, "ff05::1234");
	probe(SOCK_STREAM, "::2");
	probe(SOCK_STREAM, "0.0.0.1");
	probe(SOCK_STREAM, "::ffff:127.0.0.5");
	return 0;
}
