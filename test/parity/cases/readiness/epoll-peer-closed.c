/* epoll reports a peer that closed as IN and RDHUP, not as HUP */
#include "parity.h"
#include <sys/epoll.h>

int main(void)
{
	int client, server, epoll = MUST(epoll_create1(0));
	struct epoll_event event = { .events = EPOLLIN | EPOLLOUT | EPOLLRDHUP };
	tcp_pair("127.0.0.1", &client, &server);
	MUST(epoll_ctl(epoll, EPOLL_CTL_ADD, client, &event));
	MUST(send(server, "last", 4, 0));
	MUST(close(server));
	await(client, POLLRDHUP);
	say("%d%s", epoll_wait(epoll, &event, 1, 0), events_text((int)event.events));
	say_received("client", client, 10, 0);
	say_received("client", client, 10, 0);
	say("%d%s", epoll_pwait(epoll, &event, 1, 0, NULL), events_text((int)event.events));
	MUST(shutdown(client, SHUT_WR));
	await(client, POLLHUP);
	say("%d%s", epoll_wait(epoll, &event, 1, 0), events_text((int)event.events));
	return 0;
}
