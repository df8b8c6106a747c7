/* a client that bound its address can connect when its process has no descriptor left */
#include "parity.h"
#include <sys/resource.h>

int main(void)
{
	struct rlimit limit;
	int listener = tcp_listener("127.0.0.1"), client = MUST(socket(AF_INET, SOCK_STREAM, 0));
	MUST(bind_to(client, "127.0.0.1", 0));
	MUST(getrlimit(RLIMIT_NOFILE, &limit));
	limit.rlim_cur = (rlim_t)client + 1;
	MUST(setrlimit(RLIMIT_NOFILE, &limit));
	TRY(connect_to(client, "127.0.0.1", port_of(listener)));
	return 0;
}
