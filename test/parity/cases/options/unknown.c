/* unknown options and levels give ENOPROTOOPT, EOPNOTSUPP or EINVAL as the kernel does */
#include "parity.h"

static void probe(const char *label, int fd)
{
	int value = 1;
	socklen_t length = sizeof(value);
	say("%s", label);
	TRY(getsockopt(fd, SOL_SOCKET, 9999, &value, &length));
	TRY(setsockopt(fd, SOL_SOCKET, 9999, &value, sizeof(value)));
	TRY(getsockopt(fd, IPPROTO_TCP, 9999, &value, &length));
	TRY(setsockopt(fd, IPPROTO_TCP, 9999, &value, sizeof(value)));
	TRY(getsockopt(fd, IPPROTO_UDP, 9999, &value, &length));
	TRY(setsockopt(fd, IPPROTO_UDP, 9999, &value, sizeof(value)));
	TRY(getsockopt(fd, IPPROTO_IP, 9999, &value, &length));
	TRY(setsockopt(fd, IPPROTO_IP, 9999, &value, sizeof(value)));
	TRY(getsockopt(fd, IPPROTO_IPV6, 9999, &value, &length));
	TRY(setsockopt(fd, IPPROTO_IPV6, 9999, &value, sizeof(value)));
	TRY(getsockopt(fd, 200, 1, &value, &length));
	TRY(setsockopt(fd, 200, 1, &value, sizeof(value)));
	TRY(getsockopt(fd, -1, 1, &value, &length));
	TRY(setsockopt(fd, SOL_SOCKET, SO_TYPE, &value, sizeof(value)));
	TRY(setsockopt(fd, SOL_SOCKET, SO_DOMAIN, &value, sizeof(value)));
	TRY(setsockopt(fd, SOL_SOCKET, SO_PROTOCOL, &value, sizeof(value)));
	TRY(setsockopt(fd, SOL_SOCKET, SO_ERROR, &value, sizeof(value)));
}

int main(void)
{
	probe("tcp4", MUST(socket(AF_INET, SOCK_STREAM, 0)));
	probe("tcp6", MUST(socket(AF_INET6, SOCK_STREAM, 0)));
	probe("udp4", MUST(socket(AF_INET, SOCK_DGRAM, 0)));
	probe("udp6", MUST(socket(AF_INET6, SOCK_DGRAM, 0)));
	return 0;
}
