/* TCP options read their usual defaults on a new socket */
#include "parity.h"

static void show(int fd, const char *label, int name)
{
	unsigned char bytes[64];
	socklen_t length = sizeof(int);
	int value = 0;
	memset(bytes, 0, sizeof(bytes));
	if (getsockopt(fd, IPPROTO_TCP, name, bytes, &length) == -1) {
		say("%s: %s", label, error_name(errno));
		return;
	}
	memcpy(&value, bytes, sizeof(value));
	say("%s: %d (length %u)", label, value, length);
}

static void show_all(int fd)
{
	show(fd, "TCP_NODELAY", TCP_NODELAY);
	show(fd, "TCP_MAXSEG", TCP_MAXSEG);
	show(fd, "TCP_CORK", TCP_CORK);
	show(fd, "TCP_KEEPIDLE", TCP_KEEPIDLE);
	show(fd, "TCP_KEEPINTVL", TCP_KEEPINTVL);
	show(fd, "TCP_KEEPCNT", TCP_KEEPCNT);
	show(fd, "TCP_SYNCNT", TCP_SYNCNT);
	show(fd, "TCP_LINGER2", TCP_LINGER2);
	show(fd, "TCP_DEFER_ACCEPT", TCP_DEFER_ACCEPT);
	show(fd, "TCP_WINDOW_CLAMP", TCP_WINDOW_CLAMP);
	show(fd, "TCP_USER_TIMEOUT", TCP_USER_TIMEOUT);
	show(fd, "TCP_FASTOPEN", TCP_FASTOPEN);
	show(fd, "TCP_FASTOPEN_CONNECT", TCP_FASTOPEN_CONNECT);
	show(fd, "TCP_QUICKACK", TCP_QUICKACK);
	show(fd, "TCP_NOTSENT_LOWAT", TCP_NOTSENT_LOWAT);
	show(fd, "TCP_THIN_LINEAR_TIMEOUTS", TCP_THIN_LINEAR_TIMEOUTS);
	show(fd, "TCP_SAVE_SYN", TCP_SAVE_SYN);
	show(fd, "TCP_REPAIR", TCP_REPAIR);
	show(fd, "TCP_INQ", TCP_INQ);
}

int main(void)
{
	show_all(MUST(socket(AF_INET, SOCK_STREAM, 0)));
	show_all(MUST(socket(AF_INET6, SOCK_STREAM, 0)));
	return 0;
}
