/* of sixty connections in one epoll set the ones whose peers closed are reported, each once and with its own data */
#include "parity.h"
#include <sys/epoll.h>

int main(void)
{
	static int clients[60], servers[60];
	struct epoll_event events[64];
	int epoll = MUST(epoll_create1(0)), right = 0, hung_up = 0;
	for (int index = 0; index < 60; index++) {
		tcp_pair(index % 2 ? "127.0.0.1" : "::1", &clients[index], &servers[index]);
		struct epoll_event event = { .events = EPOLLIN | EPOLLRDHUP,
			                     .data.u64 = (uint64_t)index << 33 };
		MUST(epoll_ctl(epoll, EPOLL_CTL_ADD, clients[index], &event));
	}
	for (int index = 0; index < 60; index += 3) {
		MUST(close(servers[index]));
		await(clients[index], POLLRDHUP);
	}
	for (int round = 0; round < 2; round++) {
		int count = epoll_wait(epoll, events, 64, WAIT_MS);
		right = hung_up = 0;
		for (int index = 0; index < count; index++) {
			right += (events[index].data.u64 >> 33) % 3 == 0 &&
			         events[index].events == (EPOLLIN | EPOLLRDHUP);
			hung_up += (events[index].events & EPOLLHUP) != 0;
		}
		say("%d events, %d right, %d hung up", count, right, hung_up);
	}
	return 0;
}
