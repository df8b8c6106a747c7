/* UDP-Lite is for datagram sockets of both families, which say their protocol */
#include "udplite.h"

int main(void)
{
	int v4 = OPEN(socket(AF_INET, SOCK_DGRAM, IPPROTO_UDPLITE));
	int v6 = OPEN(socket(AF_INET6, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, IPPROTO_UDPLITE));
	say_kind("v4", v4);
	say_kind("v6", v6);
	say_name("v4", v4);
	TRY(socket(AF_INET, SOCK_STREAM, IPPROTO_UDPLITE));
	TRY(socket(AF_INET6, SOCK_STREAM, IPPROTO_UDPLITE));
	TRY(socket(AF_INET, SOCK_SEQPACKET, IPPROTO_UDPLITE));
	TRY(listen(v4, 1));
	TRY(accept(v4, NULL, NULL));
	return 0;
}
