/* EPOLLONESHOT reports once until it is armed again */
#include "parity.h"
#include <sys/epoll.h>

int main(void)
{
	int client, server, epoll = MUST(epoll_create1(0));
	struct epoll_event event = { .events = EPOLLIN | EPOLLONESHOT };
	tcp_pair("127.0.0.1", &client, &server);
	MUST(epoll_ctl(epoll, EPOLL_CTL_ADD, server, &event));
	MUST(send(client, "x", 1, 0));
	await(server, POLLIN);
	say("%d", epoll_wait(epoll, &event, 1, 0));
	say("%d", epoll_wait(epoll, &event, 1, 0));
	event.events = EPOLLIN | EPOLLONESHOT;
	TRY(epoll_ctl(epoll, EPOLL_CTL_MOD, server, &event));
	say("%d", epoll_wait(epoll, &event, 1, 0));
	TRY(epoll_ctl(epoll, EPOLL_CTL_DEL, server, NULL));
	TRY(epoll_ctl(epoll, EPOLL_CTL_DEL, server, NULL));
	return 0;
}
