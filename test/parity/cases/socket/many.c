/* a thousand sockets can be open at once and the limit on descriptors gives EMFILE */
#include "parity.h"
#include <sys/resource.h>

int main(void)
{
	struct rlimit limit;
	static int fds[1200];
	int count = 0;
	MUST(getrlimit(RLIMIT_NOFILE, &limit));
	limit.rlim_cur = 1100;
	MUST(setrlimit(RLIMIT_NOFILE, &limit));
	while (count < 1200 &&
	       (fds[count] = socket(AF_INET, count % 2 ? SOCK_STREAM : SOCK_DGRAM, 0)) != -1)
		count++;
	say("at least 1000: %d, then %s", count >= 1000, error_name(errno));
	for (int index = 0; index < 10; index++)
		MUST(bind_to(fds[index], "127.0.0.1", 0));
	MUST(listen(fds[1], 5));
	TRY(connect_to(fds[21], "127.0.0.1", port_of(fds[1])));
	TRY(accept(fds[1], NULL, NULL));
	MUST(close(fds[5]));
	await(fds[1], POLLIN);
	OPEN(accept(fds[1], NULL, NULL));
	return 0;
}
