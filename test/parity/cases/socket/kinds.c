/* socket makes TCP and UDP sockets of both families and says what each is */
#include "parity.h"

static void describe(const char *label, int domain, int type, int protocol)
{
	int fd = socket(domain, type, protocol);
	if (fd == -1) {
		say("%s: %s", label, error_name(errno));
		return;
	}
	say("%s: domain %d type %d protocol %d", label, option_of(fd, SOL_SOCKET, SO_DOMAIN),
	    option_of(fd, SOL_SOCKET, SO_TYPE), option_of(fd, SOL_SOCKET, SO_PROTOCOL));
	MUST(close(fd));
}

int main(void)
{
	describe("tcp4", AF_INET, SOCK_STREAM, 0);
	describe("tcp4 named", AF_INET, SOCK_STREAM, IPPROTO_TCP);
	describe("udp4", AF_INET, SOCK_DGRAM, 0);
	describe("udp4 named", AF_INET, SOCK_DGRAM, IPPROTO_UDP);
	describe("tcp6", AF_INET6, SOCK_STREAM, 0);
	describe("tcp6 named", AF_INET6, SOCK_STREAM, IPPROTO_TCP);
	describe("udp6", AF_INET6, SOCK_DGRAM, 0);
	describe("udp6 named", AF_INET6, SOCK_DGRAM, IPPROTO_UDP);
	describe("tcp4 with flags", AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	return 0;
}
