/* options need four bytes to be set, and are cut to a short buffer when read */
#include "parity.h"

static void read_with(int fd, const char *label, int level, int name, socklen_t given)
{
	unsigned char bytes[16];
	socklen_t length = given;
	memset(bytes, 0xee, sizeof(bytes));
	int result = getsockopt(fd, level, name, bytes, &length);
	say("%s read with %d: %s, length %d, bytes %02x %02x %02x %02x %02x", label, (int)given,
	    error_name(result ? errno : 0), (int)length, bytes[0], bytes[1], bytes[2], bytes[3],
	    bytes[4]);
}

static void set_with(int fd, const char *label, int level, int name, socklen_t given)
{
	unsigned char bytes[16] = { 1 };
	int result = setsockopt(fd, level, name, bytes, given);
	say("%s set with %d: %s", label, (int)given, error_name(result ? errno : 0));
}

int main(void)
{
	int fd = MUST(socket(AF_INET, SOCK_STREAM, 0)),
	    fd6 = MUST(socket(AF_INET6, SOCK_STREAM, 0));
	static const socklen_t lengths[] = { 0, 1, 2, 3, 4, 8 };
	for (size_t index = 0; index < sizeof(lengths) / sizeof(*lengths); index++) {
		set_with(fd, "TCP_NODELAY", IPPROTO_TCP, TCP_NODELAY, lengths[index]);
		read_with(fd, "TCP_NODELAY", IPPROTO_TCP, TCP_NODELAY, lengths[index]);
		set_with(fd, "SO_REUSEADDR", SOL_SOCKET, SO_REUSEADDR, lengths[index]);
		read_with(fd, "SO_REUSEADDR", SOL_SOCKET, SO_REUSEADDR, lengths[index]);
		read_with(fd, "SO_TYPE", SOL_SOCKET, SO_TYPE, lengths[index]);
		read_with(fd, "SO_DOMAIN", SOL_SOCKET, SO_DOMAIN, lengths[index]);
		read_with(fd, "SO_PROTOCOL", SOL_SOCKET, SO_PROTOCOL, lengths[index]);
		read_with(fd, "SO_ERROR", SOL_SOCKET, SO_ERROR, lengths[index]);
		set_with(fd, "IP_TTL", IPPROTO_IP, IP_TTL, lengths[index]);
		read_with(fd, "IP_TTL", IPPROTO_IP, IP_TTL, lengths[index]);
		set_with(fd, "IP_TOS", IPPROTO_IP, IP_TOS, lengths[index]);
		read_with(fd, "IP_TOS", IPPROTO_IP, IP_TOS, lengths[index]);
		set_with(fd6, "IPV6_V6ONLY", IPPROTO_IPV6, IPV6_V6ONLY, lengths[index]);
		read_with(fd6, "IPV6_V6ONLY", IPPROTO_IPV6, IPV6_V6ONLY, lengths[index]);
	}
	return 0;
}
