/* edge-triggered epoll reports each arrival once */
#include "parity.h"
#include <sys/epoll.h>

static void show(const char *label, int epoll)
{
	struct epoll_event event;
	int count = epoll_wait(epoll, &event, 1, 0);
	say("%s: %d%s", label, count, count ? events_text((int)event.events) : "");
}

int main(void)
{
	int client, server, epoll = MUST(epoll_create1(0));
	tcp_pair("127.0.0.1", &client, &server);
	struct epoll_event event = { .events = EPOLLIN | EPOLLRDHUP | EPOLLET };
	MUST(epoll_ctl(epoll, EPOLL_CTL_ADD, server, &event));
	show("quiet", epoll);
	MUST(send(client, "one", 3, 0));
	await(server, POLLIN);
	show("first", epoll);
	show("first again", epoll);
	MUST(send(client, "two", 3, 0));
	show("second", epoll);
	say_received("server", server, 100, 0);
	show("drained", epoll);
	MUST(shutdown(client, SHUT_WR));
	await(server, POLLRDHUP);
	show("end", epoll);
	show("end again", epoll);
	return 0;
}
