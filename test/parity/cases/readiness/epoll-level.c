/* level-triggered epoll reports the same as poll in each state */
#include "parity.h"
#include <sys/epoll.h>

static int epoll;

static void show(const char *label)
{
	struct epoll_event events[8];
	int count = epoll_wait(epoll, events, 8, 0);
	say("%s: %d", label, count);
	for (int number = 0; number < 4; number++)
		for (int index = 0; index < count; index++)
			if (events[index].data.u32 == (uint32_t)number)
				say("  socket %d:%s", number,
				    events_text((int)events[index].events));
}

static void add(int fd, uint32_t number)
{
	struct epoll_event event = { .events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLPRI,
		                     .data.u32 = number };
	TRY(epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event));
}

int main(void)
{
	epoll = MUST(epoll_create1(0));
	int listener = tcp_listener("127.0.0.1");
	add(listener, 0);
	show("listener");
	int client = tcp_client("127.0.0.1", port_of(listener));
	add(client, 1);
	await(listener, POLLIN);
	show("client connected");
	int server = MUST(accept(listener, NULL, NULL));
	add(server, 2);
	show("accepted");
	MUST(send(client, "x", 1, 0));
	await(server, POLLIN);
	show("data");
	MUST(shutdown(client, SHUT_WR));
	await(server, POLLRDHUP);
	show("half closed");
	MUST(close(server));
	await(client, POLLERR | POLLHUP);
	show("reset by unread data");
	MUST(close(client));
	show("closed");
	return 0;
}
