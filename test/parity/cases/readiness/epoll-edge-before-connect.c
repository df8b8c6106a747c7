/* an edge-triggered client in epoll hears of its connection, once */
#include "parity.h"
#include <sys/epoll.h>

static void show(const char *label, int epoll, int timeout)
{
	struct epoll_event event = { 0 };
	int count = epoll_wait(epoll, &event, 1, timeout);
	say("%s: %d%s", label, count, count > 0 ? events_text((int)event.events) : "");
}

int main(void)
{
	int epoll = MUST(epoll_create1(0)), listener = tcp_listener("127.0.0.1");
	int client = MUST(socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0));
	struct epoll_event event = { .events = EPOLLOUT | EPOLLET };
	MUST(epoll_ctl(epoll, EPOLL_CTL_ADD, client, &event));
	show("new", epoll, 0);
	TRY(connect_to(client, "127.0.0.1", port_of(listener)));
	show("connected", epoll, WAIT_MS);
	show("again", epoll, 0);
	return 0;
}
