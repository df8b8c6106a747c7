/* edge-triggered readers see the end of each connection once, whoever closed how */
#include "parity.h"
#include <sys/epoll.h>

static void show(const char *label, int epoll)
{
	struct epoll_event event;
	int count = epoll_wait(epoll, &event, 1, 0);
	say("%s: %d%s", label, count, count > 0 ? events_text((int)event.events) : "");
}

int main(void)
{
	int client, server, epoll = MUST(epoll_create1(0));
	struct epoll_event event = { .events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET };
	tcp_pair("127.0.0.1", &client, &server);
	MUST(epoll_ctl(epoll, EPOLL_CTL_ADD, client, &event));
	show("at first", epoll);
	show("at first again", epoll);
	MUST(send(server, "bye", 3, 0));
	await(client, POLLIN);
	show("data", epoll);
	MUST(close(server));
	await(client, POLLRDHUP);
	show("closed", epoll);
	show("closed again", epoll);
	say_received("client", client, 10, 0);
	say_received("client", client, 10, 0);
	show("read", epoll);
	return 0;
}
