/* SO_LINGER and the timeouts read back as they were set and check their length */
#include "parity.h"
#include <sys/time.h>

int main(void)
{
	struct linger linger = { .l_onoff = 5, .l_linger = 12 };
	struct timeval time = { .tv_sec = 2, .tv_usec = 500000 };
	socklen_t length = sizeof(linger);
	int fd = MUST(socket(AF_INET, SOCK_STREAM, 0));
	TRY(setsockopt(fd, SOL_SOCKET, SO_LINGER, &linger, sizeof(linger)));
	memset(&linger, 0, sizeof(linger));
	TRY(getsockopt(fd, SOL_SOCKET, SO_LINGER, &linger, &length));
	say("%d %d length %u", linger.l_onoff, linger.l_linger, length);
	length = 4;
	TRY(getsockopt(fd, SOL_SOCKET, SO_LINGER, &linger, &length));
	say("length %u", length);
	TRY(setsockopt(fd, SOL_SOCKET, SO_LINGER, &linger, 4));
	linger.l_onoff = 0;
	TRY(setsockopt(fd, SOL_SOCKET, SO_LINGER, &linger, sizeof(linger)));
	length = sizeof(linger);
	TRY(getsockopt(fd, SOL_SOCKET, SO_LINGER, &linger, &length));
	say("%d %d", linger.l_onoff, linger.l_linger);
	TRY(setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &time, sizeof(time)));
	time.tv_sec = 0;
	length = sizeof(time);
	TRY(getsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &time, &length));
	say("%ld.%06ld", (long)time.tv_sec, (long)time.tv_usec);
	time.tv_usec = 2000000;
	TRY(setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &time, sizeof(time)));
	TRY(setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &time, 4));
	return 0;
}
