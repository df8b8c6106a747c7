/* epoll reports a refused nonblocking connect with ERR and HUP */
#include "parity.h"
#include <sys/epoll.h>

int main(void)
{
	int epoll = MUST(epoll_create1(0)), taken = MUST(socket(AF_INET, SOCK_STREAM, 0));
	int client = MUST(socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0));
	struct epoll_event event = { .events = EPOLLOUT | EPOLLIN | EPOLLRDHUP };
	MUST(bind_to(taken, "127.0.0.1", 0));
	TRY(connect_to(client, "127.0.0.1", port_of(taken)));
	MUST(epoll_ctl(epoll, EPOLL_CTL_ADD, client, &event));
	say("%d%s", epoll_wait(epoll, &event, 1, WAIT_MS), events_text((int)event.events));
	say("SO_ERROR: %s", pending_error(client));
	say("%d%s", epoll_wait(epoll, &event, 1, 0), events_text((int)event.events));
	return 0;
}
