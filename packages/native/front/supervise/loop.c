#include "loop.h"

#include <errno.h>
#include <stddef.h>
#include <sys/epoll.h>

static int instance = -1;

int loop_start(void)
{
	instance = epoll_create1(EPOLL_CLOEXEC);
	return instance < 0 ? -errno : 0;
}

int loop_watch(struct watch *watch, int fd, uint32_t events,
               void (*ready)(struct watch *, uint32_t))
{
	struct epoll_event event = { .events = events, .data.ptr = watch };
	watch->ready = ready;
	watch->fd = fd;
	watch->events = events;
	return epoll_ctl(instance, EPOLL_CTL_ADD, fd, &event) < 0 ? -errno : 0;
}

void loop_watch_again(struct watch *watch)
{
	struct epoll_event event = { .events = watch->events, .data.ptr = watch };
	(void)epoll_ctl(instance, EPOLL_CTL_MOD, watch->fd, &event);
}

void loop_unwatch(struct watch *watch)
{
	if (watch->ready != NULL)
		(void)epoll_ctl(instance, EPOLL_CTL_DEL, watch->fd, NULL);
	watch->ready = NULL;
}

/* One at a time: what handles an event may end what another one is for. */
bool loop_turn(int timeout_ms)
{
	struct epoll_event event;
	if (epoll_wait(instance, &event, 1, timeout_ms) <= 0)
		return false;
	struct watch *watch = event.data.ptr;
	watch->ready(watch, event.events);
	return true;
}
