/* in a burst the receiver stays readable until the last datagram is read, with poll and epoll */
#include "parity.h"
#include <sys/epoll.h>

int main(void)
{
	char bytes[8];
	int sender = udp_socket("::1"), fd = udp_socket("::1"), unreadable = 0, events = 0;
	int epoll = MUST(epoll_create1(0));
	struct epoll_event event = { .events = EPOLLIN };
	MUST(epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event));
	for (int index = 0; index < 120; index++)
		MUST(send_to(sender, "burst", "::1", port_of(fd)));
	for (int index = 0; index < 120; index++) {
		struct pollfd entry = { .fd = fd, .events = POLLIN };
		unreadable += poll(&entry, 1, 0) != 1;
		events += epoll_wait(epoll, &event, 1, 0) == 1;
		MUST(recv(fd, bytes, sizeof(bytes), MSG_DONTWAIT));
	}
	say("unreadable %d, events %d, at the end %d", unreadable, events,
	    epoll_wait(epoll, &event, 1, 0));
	return 0;
}
