/* a UDP socket in epoll goes on reporting when it connects, reconnects and disconnects */
#include "parity.h"
#include <sys/epoll.h>

int main(void)
{
	struct sockaddr none = { .sa_family = AF_UNSPEC };
	int epoll = MUST(epoll_create1(0)), fd = udp_socket("127.0.0.1"), port = port_of(fd);
	int first = udp_socket("127.0.0.1"), second = udp_socket("127.0.0.1");
	struct epoll_event event = { .events = EPOLLIN };
	MUST(epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event));
	MUST(connect_to(fd, "127.0.0.1", port_of(first)));
	MUST(send_to(first, "first", "127.0.0.1", port));
	say("%d", epoll_wait(epoll, &event, 1, WAIT_MS));
	say_received("socket", fd, 10, 0);
	MUST(connect_to(fd, "127.0.0.1", port_of(second)));
	MUST(send_to(second, "second", "127.0.0.1", port));
	say("%d", epoll_wait(epoll, &event, 1, WAIT_MS));
	say_received("socket", fd, 10, 0);
	say("%d", epoll_wait(epoll, &event, 1, 0));
	MUST(connect(fd, &none, sizeof(none)));
	TRY(epoll_ctl(epoll, EPOLL_CTL_DEL, fd, NULL));
	return 0;
}
