/* SOCK_NONBLOCK and SOCK_CLOEXEC set the descriptor's flags, and nothing is set without them */
#include "parity.h"

static void describe(const char *label, int type)
{
	int fd = MUST(socket(AF_INET, type, 0));
	say("%s: nonblocking %d cloexec %d access %d", label,
	    (fcntl(fd, F_GETFL) & O_NONBLOCK) != 0, (fcntl(fd, F_GETFD) & FD_CLOEXEC) != 0,
	    fcntl(fd, F_GETFL) & O_ACCMODE);
	MUST(close(fd));
}

int main(void)
{
	describe("plain tcp", SOCK_STREAM);
	describe("nonblocking tcp", SOCK_STREAM | SOCK_NONBLOCK);
	describe("cloexec tcp", SOCK_STREAM | SOCK_CLOEXEC);
	describe("both tcp", SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC);
	describe("plain udp", SOCK_DGRAM);
	describe("nonblocking udp", SOCK_DGRAM | SOCK_NONBLOCK);
	describe("cloexec udp", SOCK_DGRAM | SOCK_CLOEXEC);
	return 0;
}
