/* a client that bound its address and was added to epoll before connect goes on reporting */
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
	struct epoll_event event = { .events = EPOLLIN | EPOLLRDHUP };
	MUST(bind_to(client, "127.0.0.1", 0));
	MUST(epoll_ctl(epoll, EPOLL_CTL_ADD, client, &event));
	TRY(connect_to(client, "127.0.0.1", port_of(listener)));
	await(client, POLLOUT);
	int server = MUST(accept(listener, NULL, NULL));
	MUST(send(server, "x", 1, 0));
	show("data", epoll, 1000);
	TRY(epoll_ctl(epoll, EPOLL_CTL_MOD, client, &event));
	TRY(epoll_ctl(epoll, EPOLL_CTL_DEL, client, NULL));
	return 0;
}
