/* an epoll set that was made before fork reports in the child too, also sockets that the child adds */
#include "parity.h"
#include <sys/epoll.h>

int main(void)
{
	int client, server, epoll = MUST(epoll_create1(0));
	struct epoll_event event = { .events = EPOLLIN | EPOLLRDHUP, .data.fd = 1 };
	tcp_pair("127.0.0.1", &client, &server);
	MUST(epoll_ctl(epoll, EPOLL_CTL_ADD, client, &event));
	pid_t pid = start_child();
	if (pid == 0) {
		int own_client, own_server, epoll_of_child = MUST(epoll_create1(0));
		MUST(send(server, "x", 1, 0));
		say("child %d%s", epoll_wait(epoll, &event, 1, WAIT_MS),
		    events_text((int)event.events));
		tcp_pair("::1", &own_client, &own_server);
		event.events = EPOLLIN | EPOLLRDHUP;
		MUST(epoll_ctl(epoll_of_child, EPOLL_CTL_ADD, own_client, &event));
		MUST(close(own_server));
		say("child %d%s", epoll_wait(epoll_of_child, &event, 1, WAIT_MS),
		    events_text((int)event.events));
		_exit(0);
	}
	say_end_of("the child", pid);
	say("parent %d%s", epoll_wait(epoll, &event, 1, WAIT_MS), events_text((int)event.events));
	MUST(close(server));
	await(client, POLLRDHUP);
	say("parent %d%s", epoll_wait(epoll, &event, 1, WAIT_MS), events_text((int)event.events));
	return 0;
}
