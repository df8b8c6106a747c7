/* TCP_CONGESTION names an algorithm and refuses one that does not exist */
#include "parity.h"

int main(void)
{
	char name[32] = "";
	socklen_t length = sizeof(name);
	int fd = MUST(socket(AF_INET, SOCK_STREAM, 0));
	TRY(getsockopt(fd, IPPROTO_TCP, TCP_CONGESTION, name, &length));
	say("length %u, has a name %d", length, name[0] != 0);
	TRY(setsockopt(fd, IPPROTO_TCP, TCP_CONGESTION, "no-such", 7));
	TRY(setsockopt(fd, IPPROTO_TCP, TCP_CONGESTION, "reno", 4));
	length = sizeof(name);
	TRY(getsockopt(fd, IPPROTO_TCP, TCP_CONGESTION, name, &length));
	say("%s length %u", name, length);
	length = 3;
	memset(name, 0, sizeof(name));
	TRY(getsockopt(fd, IPPROTO_TCP, TCP_CONGESTION, name, &length));
	say("%s length %u", name, length);
	return 0;
}
