/* sockets that carry the same data in one epoll set are each reported as they are */
#include "parity.h"
#include <sys/epoll.h>

int main(void)
{
	int client, server, other_client, other_server, epoll = MUST(epoll_create1(0)), plain = 0,
							ended = 0;
	struct epoll_event event = { .events = EPOLLIN | EPOLLRDHUP, .data.u64 = 7 }, events[4];
	tcp_pair("127.0.0.1", &client, &server);
	tcp_pair("127.0.0.1", &other_client, &other_server);
	MUST(epoll_ctl(epoll, EPOLL_CTL_ADD, client, &event));
	MUST(epoll_ctl(epoll, EPOLL_CTL_ADD, other_client, &event));
	MUST(close(server));
	MUST(send(other_server, "x", 1, 0));
	await(client, POLLRDHUP);
	await(other_client, POLLIN);
	int count = epoll_wait(epoll, events, 4, 0);
	for (int index = 0; index < count; index++) {
		plain += events[index].events == EPOLLIN;
		ended += events[index].events == (EPOLLIN | EPOLLRDHUP);
	}
	say("%d events: %d with data, %d ended", count, plain, ended);
	return 0;
}
