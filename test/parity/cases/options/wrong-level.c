/* options of another protocol or family give the kernel's errors */
#include "parity.h"

int main(void)
{
	int tcp4 = MUST(socket(AF_INET, SOCK_STREAM, 0)),
	    tcp6 = MUST(socket(AF_INET6, SOCK_STREAM, 0));
	int udp4 = MUST(socket(AF_INET, SOCK_DGRAM, 0)),
	    udp6 = MUST(socket(AF_INET6, SOCK_DGRAM, 0));
	int value = 1;
	socklen_t length = sizeof(value);
	TRY(set_option(udp4, IPPROTO_TCP, TCP_NODELAY, 1));
	TRY(getsockopt(udp4, IPPROTO_TCP, TCP_NODELAY, &value, &length));
	TRY(set_option(udp6, IPPROTO_TCP, TCP_NODELAY, 1));
	TRY(set_option(tcp4, IPPROTO_IPV6, IPV6_V6ONLY, 1));
	TRY(getsockopt(tcp4, IPPROTO_IPV6, IPV6_V6ONLY, &value, &length));
	TRY(set_option(udp4, IPPROTO_IPV6, IPV6_V6ONLY, 1));
	TRY(set_option(tcp6, IPPROTO_IP, IP_TTL, 10));
	TRY(option_of(tcp6, IPPROTO_IP, IP_TTL));
	TRY(set_option(tcp6, IPPROTO_IP, IP_TOS, 16));
	TRY(option_of(tcp6, IPPROTO_IP, IP_TOS));
	TRY(set_option(udp6, IPPROTO_IP, IP_TTL, 11));
	TRY(set_option(tcp4, IPPROTO_UDP, 1, 1));
	return 0;
}
