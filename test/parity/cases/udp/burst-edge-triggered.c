/* an edge-triggered reader that drains until EAGAIN loses nothing of a burst */
#include "parity.h"
#include <sys/epoll.h>

int main(void)
{
	char bytes[8];
	int fd = udp_socket("127.0.0.1"), total = 0;
	int epoll = MUST(epoll_create1(0));
	struct epoll_event event = { .events = EPOLLIN | EPOLLET };
	MUST(epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event));
	for (int round = 0; round < 3; round++) {
		for (int index = 0; index < 100; index++)
			MUST(send_to(fd, "burst", "127.0.0.1", port_of(fd)));
		say("events %d", epoll_wait(epoll, &event, 1, WAIT_MS));
		while (recv(fd, bytes, sizeof(bytes), MSG_DONTWAIT) > 0)
			total++;
		say("after round %d: %d, events %d", round, total, epoll_wait(epoll, &event, 1, 0));
	}
	return 0;
}
