/* a client in epoll whose connect was refused can connect again and goes on reporting */
#include "parity.h"
#include <sys/epoll.h>

int main(void)
{
	int epoll = MUST(epoll_create1(0)), listener = MUST(socket(AF_INET, SOCK_STREAM, 0));
	int client = MUST(socket(AF_INET, SOCK_STREAM, 0));
	struct epoll_event event = { .events = EPOLLIN };
	MUST(bind_to(listener, "127.0.0.1", 0));
	MUST(epoll_ctl(epoll, EPOLL_CTL_ADD, client, &event));
	TRY(connect_to(client, "127.0.0.1", port_of(listener)));
	MUST(listen(listener, 5));
	TRY(connect_to(client, "127.0.0.1", port_of(listener)));
	int server = MUST(accept(listener, NULL, NULL));
	MUST(send(server, "x", 1, 0));
	say("data: %d", epoll_wait(epoll, &event, 1, 1000));
	TRY(epoll_ctl(epoll, EPOLL_CTL_DEL, client, NULL));
	return 0;
}
