/* a socket that is closed leaves its epoll set, and a new one with its number can be added */
#include "parity.h"
#include <sys/epoll.h>

int main(void)
{
	int client, server, epoll = MUST(epoll_create1(0));
	struct epoll_event event = { .events = EPOLLIN, .data.fd = 1 };
	tcp_pair("127.0.0.1", &client, &server);
	MUST(send(server, "x", 1, 0));
	await(client, POLLIN);
	MUST(epoll_ctl(epoll, EPOLL_CTL_ADD, client, &event));
	TRY(epoll_ctl(epoll, EPOLL_CTL_ADD, client, &event));
	say("%d", epoll_wait(epoll, &event, 1, 0));
	MUST(close(client));
	say("%d", epoll_wait(epoll, &event, 1, 0));
	TRY(epoll_ctl(epoll, EPOLL_CTL_MOD, client, &event));
	int fresh = MUST(socket(AF_INET, SOCK_DGRAM, 0));
	say("same number %d", fresh == client);
	event.events = EPOLLOUT;
	TRY(epoll_ctl(epoll, EPOLL_CTL_ADD, fresh, &event));
	say("%d%s", epoll_wait(epoll, &event, 1, 0), events_text((int)event.events));
	return 0;
}
