#include "loop.h"

#include <errno.h>
#include <stddef.h>
#include <sys/epoll.h>

enum { SETTLED_AT_ONCE = 10000 };

static int all = -1; /* has the calls, and `sockets` in it */
static int sockets = -1;
static struct watch sockets_watch;

static int add(struct watch *watch, int instance, int fd, uint32_t events)
{
	struct epoll_event event = { .events = events, .data.ptr = watch };
	return epoll_ctl(instance, EPOLL_CTL_ADD, fd, &event) < 0 ? -errno : 0;
}

/* One at a time: what handles an event may end what another one is for. */
static bool turn(int instance, int timeout_ms)
{
	struct epoll_event event;
	if (epoll_wait(instance, &event, 1, timeout_ms) <= 0)
		return false;
	struct watch *watch = event.data.ptr;
	watch->ready(watch, event.events);
	return true;
}

static void sockets_ready(struct watch *watch, uint32_t events)
{
	(void)watch;
	(void)events;
	(void)turn(sockets, 0);
}

int loop_start(void)
{
	all = epoll_create1(EPOLL_CLOEXEC);
	sockets = epoll_create1(EPOLL_CLOEXEC);
	if (all < 0 || sockets < 0)
		return -errno;
	sockets_watch.ready = sockets_ready;
	return add(&sockets_watch, all, sockets, EPOLLIN);
}

int loop_watch(struct watch *watch, int fd, uint32_t events,
               void (*ready)(struct watch *, uint32_t))
{
	*watch = (struct watch){ ready, fd, events, false };
	return add(watch, sockets, fd, events);
}

int loop_watch_calls(struct watch *watch, int fd, void (*ready)(struct watch *, uint32_t))
{
	*watch = (struct watch){ ready, fd, EPOLLIN, true };
	return add(watch, all, fd, EPOLLIN);
}

void loop_watch_again(struct watch *watch)
{
	struct epoll_event event = { .events = watch->events, .data.ptr = watch };
	(void)epoll_ctl(sockets, EPOLL_CTL_MOD, watch->fd, &event);
}

void loop_unwatch(struct watch *watch)
{
	if (watch->ready != NULL)
		(void)epoll_ctl(watch->is_for_calls ? all : sockets, EPOLL_CTL_DEL, watch->fd,
		                NULL);
	watch->ready = NULL;
}

bool loop_turn(int timeout_ms)
{
	return turn(all, timeout_ms);
}

void loop_settle(void)
{
	static bool is_settling;
	if (is_settling)
		return;
	is_settling = true;
	for (int turns = 0; turns < SETTLED_AT_ONCE && turn(sockets, 0); turns++)
		continue;
	is_settling = false;
}
