/* poll and epoll_wait sleep until another process makes a socket ready */
#include "parity.h"
#include <sys/epoll.h>

int main(void)
{
	int client, server, epoll = MUST(epoll_create1(0));
	struct epoll_event event = { .events = EPOLLIN };
	tcp_pair("127.0.0.1", &client, &server);
	MUST(epoll_ctl(epoll, EPOLL_CTL_ADD, server, &event));
	pid_t pid = start_child();
	if (pid == 0) {
		char byte;
		usleep(20000);
		MUST(send(client, "a", 1, 0));
		MUST(recv(client, &byte, 1, 0));
		usleep(20000);
		MUST(send(client, "b", 1, 0));
		_exit(0);
	}
	MUST(close(client));
	struct pollfd entry = { .fd = server, .events = POLLIN };
	say("poll %d%s", poll(&entry, 1, WAIT_MS), events_text(entry.revents));
	say_received("server", server, 10, 0);
	MUST(send(server, "x", 1, 0));
	say("epoll %d", epoll_wait(epoll, &event, 1, WAIT_MS));
	say_received("server", server, 10, 0);
	say_end_of("the child", pid);
	return 0;
}
