/* copies of a client, and an epoll instance, that were made before it was connected see its connection */
#include "parity.h"
#include <sys/epoll.h>

int main(void)
{
	struct epoll_event event = { .events = EPOLLIN, .data.u32 = 7 };
	int epoll = MUST(epoll_create1(0)), listener = tcp_listener("127.0.0.1");
	int client = MUST(socket(AF_INET, SOCK_STREAM, 0)), copy = MUST(dup(client));
	MUST(epoll_ctl(epoll, EPOLL_CTL_ADD, client, &event));
	pid_t child = start_child();
	if (child == 0) {
		MUST(connect_to(copy, "127.0.0.1", port_of(listener)));
		MUST(close(copy));
		_exit(0);
	}
	say_end_of("the child", child);
	int server = MUST(accept(listener, NULL, NULL));
	MUST(send(server, "hello", 5, 0));
	say("events %d", MUST(epoll_wait(epoll, &event, 1, WAIT_MS)));
	say("of %u: %d", event.data.u32, (event.events & EPOLLIN) != 0);
	say_peer("client", client);
	say_peer("copy", copy);
	say_received("copy", copy, 10, 0);
	MUST(send(client, "bye", 3, 0));
	say_received("server", server, 10, 0);
	TRY(epoll_ctl(epoll, EPOLL_CTL_DEL, client, NULL));
	return 0;
}
