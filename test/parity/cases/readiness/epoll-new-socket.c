/* epoll reports a new TCP socket as OUT and HUP */
#include "parity.h"
#include <sys/epoll.h>

int main(void)
{
	int epoll = MUST(epoll_create1(0)), fd = MUST(socket(AF_INET, SOCK_STREAM, 0));
	int udp = MUST(socket(AF_INET, SOCK_DGRAM, 0));
	struct epoll_event event = { .events = EPOLLOUT | EPOLLIN | EPOLLRDHUP };
	MUST(epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event));
	say("tcp %d%s", epoll_wait(epoll, &event, 1, 0), events_text((int)event.events));
	MUST(epoll_ctl(epoll, EPOLL_CTL_DEL, fd, NULL));
	event.events = EPOLLOUT | EPOLLIN | EPOLLRDHUP;
	MUST(epoll_ctl(epoll, EPOLL_CTL_ADD, udp, &event));
	say("udp %d%s", epoll_wait(epoll, &event, 1, 0), events_text((int)event.events));
	return 0;
}
