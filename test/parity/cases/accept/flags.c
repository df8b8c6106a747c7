/* accept4 sets the flags it is asked for, accept inherits none from the listener */
#include "parity.h"

static void describe(const char *label, int fd)
{
	say("%s: nonblocking %d cloexec %d", label, (fcntl(fd, F_GETFL) & O_NONBLOCK) != 0,
	    (fcntl(fd, F_GETFD) & FD_CLOEXEC) != 0);
}

int main(void)
{
	int listener = tcp_listener("127.0.0.1");
	MUST(fcntl(listener, F_SETFL, O_NONBLOCK));
	MUST(fcntl(listener, F_SETFD, FD_CLOEXEC));
	for (int index = 0; index < 5; index++)
		tcp_client("127.0.0.1", port_of(listener));
	await(listener, POLLIN);
	describe("accept", MUST(accept(listener, NULL, NULL)));
	describe("accept4 0", MUST(accept4(listener, NULL, NULL, 0)));
	describe("accept4 nonblock", MUST(accept4(listener, NULL, NULL, SOCK_NONBLOCK)));
	describe("accept4 cloexec", MUST(accept4(listener, NULL, NULL, SOCK_CLOEXEC)));
	TRY(accept4(listener, NULL, NULL, 0x10000));
	describe("accept4 both", MUST(accept4(listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK)));
	return 0;
}
