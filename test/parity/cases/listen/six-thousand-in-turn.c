/* six thousand listeners on port 0 one after the other all get a port */
#include "parity.h"

int main(void)
{
	int failed = 0;
	for (int index = 0; index < 6000; index++) {
		int fd = MUST(socket(index % 2 ? AF_INET : AF_INET6, SOCK_STREAM, 0));
		failed += bind_to(fd, index % 2 ? "127.0.0.1" : "::", 0) == -1 ||
		          listen(fd, 5) == -1 || port_of(fd) == 0;
		MUST(close(fd));
	}
	say("failed %d", failed);
	return 0;
}
