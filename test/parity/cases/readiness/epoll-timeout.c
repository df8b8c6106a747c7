/* epoll_wait and poll with a timeout return in time when nothing happens, also with closed peers in the set */
#include "parity.h"
#include <sys/epoll.h>
#include <time.h>

static long elapsed_ms(const struct timespec *start)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (now.tv_sec - start->tv_sec) * 1000 + (now.tv_nsec - start->tv_nsec) / 1000000;
}

int main(void)
{
	int client, server, epoll = MUST(epoll_create1(0));
	struct timespec start;
	struct epoll_event event = { .events = 0 };
	tcp_pair("127.0.0.1", &client, &server);
	MUST(close(server));
	await(client, POLLRDHUP);
	MUST(epoll_ctl(epoll, EPOLL_CTL_ADD, client, &event));
	clock_gettime(CLOCK_MONOTONIC, &start);
	say("epoll %d", epoll_wait(epoll, &event, 1, 60));
	long first = elapsed_ms(&start);
	struct pollfd entry = { .fd = client, .events = POLLPRI };
	say("poll %d", poll(&entry, 1, 60));
	long second = elapsed_ms(&start) - first;
	say("waited %d %d, not too long %d", first >= 55, second >= 55,
	    first < 2000 && second < 2000);
	return 0;
}
