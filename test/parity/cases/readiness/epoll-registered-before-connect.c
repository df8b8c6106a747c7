/* a socket that was added to epoll before it was bound, connected or listening goes on reporting */
#include "parity.h"
#include <sys/epoll.h>

static void show(const char *label, int epoll, int timeout)
{
	struct epoll_event event = { 0 };
	int count = epoll_wait(epoll, &event, 1, timeout);
	say("%s: %d%s", label, count, count > 0 ? events_text((int)event.events) : "");
}

int main(void)
{
	int epoll = MUST(epoll_create1(0)), other = MUST(epoll_create1(0));
	int listener = MUST(socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0));
	int client = MUST(socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0));
	int udp = MUST(socket(AF_INET, SOCK_DGRAM, 0));
	struct epoll_event event = { .events = EPOLLIN };
	MUST(epoll_ctl(epoll, EPOLL_CTL_ADD, listener, &event));
	show("listener to be", epoll, 0);
	MUST(bind_to(listener, "127.0.0.1", 0));
	MUST(listen(listener, 5));
	event.events = EPOLLOUT | EPOLLET;
	MUST(epoll_ctl(other, EPOLL_CTL_ADD, client, &event));
	show("client to be", other, 0);
	TRY(connect_to(client, "127.0.0.1", port_of(listener)));
	show("listener", epoll, WAIT_MS);
	show("client", other, WAIT_MS);
	event.events = EPOLLIN;
	MUST(epoll_ctl(epoll, EPOLL_CTL_DEL, listener, NULL));
	MUST(epoll_ctl(epoll, EPOLL_CTL_ADD, udp, &event));
	MUST(bind_to(udp, "127.0.0.1", 0));
	MUST(send_to(udp, "x", "127.0.0.1", port_of(udp)));
	show("udp", epoll, WAIT_MS);
	return 0;
}
