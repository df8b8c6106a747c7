/* poll() and epoll: their answers pass through but for a hang-up that TCP would not show. */
#include <signal.h>
#include <time.h>

#include "../../core/readiness.h"
#include "../../real/real.h"
#include "../../core/hook.h"

HOOK int __poll_chk(struct pollfd *fds, nfds_t count, int timeout, size_t room);
HOOK int __ppoll_chk(struct pollfd *fds, nfds_t count, const struct timespec *timeout,
                     const sigset_t *mask, size_t room);

/* The number of descriptors that still have something to show. */
static int correct_polled(struct pollfd *fds, nfds_t count, int ready)
{
	for (nfds_t i = 0; ready > 0 && i < count; i++) {
		if ((fds[i].revents & POLLHUP) == 0)
			continue;
		struct socket *socket = table_find(fds[i].fd);
		if (socket == NULL)
			continue;
		fds[i].revents = (short)readiness_correct(socket, (uint16_t)fds[i].revents);
		ready -= fds[i].revents == 0;
	}
	return ready;
}

static int correct_waited(struct epoll_event *events, int count)
{
	int kept = 0;
	for (int i = 0; i < count; i++) {
		struct socket *socket =
			events[i].events & EPOLLHUP ? readiness_find(&events[i]) : NULL;
		if (socket != NULL)
			events[i].events = readiness_correct(socket, events[i].events);
		if (events[i].events != 0)
			events[kept++] = events[i];
	}
	return kept;
}

static int64_t now_ms(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* How long a wait may go on. */
struct patience {
	bool is_endless;
	int64_t deadline_ms;
};

static struct patience patience_of_ms(int timeout)
{
	return (struct patience){ timeout<0, timeout> 0 ? now_ms() + timeout : 0 };
}

static struct patience patience_of(const struct timespec *timeout)
{
	if (timeout == NULL)
		return (struct patience){ .is_endless = true };
	return (struct patience){ false,
		                  now_ms() + timeout->tv_sec * 1000 + timeout->tv_nsec / 1000000 };
}

/* Nothing but hidden hang-ups was ready: the kernel would report them again at once, so a while
 * passes before it is asked again. False when the time is over. */
static bool may_ask_again(const struct patience *patience)
{
	struct timespec pause = { 0, 1000000 };
	if (!patience->is_endless && now_ms() >= patience->deadline_ms)
		return false;
	return nanosleep(&pause, NULL) == 0;
}

HOOK int poll(struct pollfd *fds, nfds_t count, int timeout)
{
	struct patience patience = patience_of_ms(timeout);
	for (;;) {
		int ready = real(poll)(fds, count, timeout);
		int left = table_count() > 0 ? correct_polled(fds, count, ready) : ready;
		if (left != 0 || ready <= 0 || !may_ask_again(&patience))
			return left;
	}
}

HOOK int ppoll(struct pollfd *fds, nfds_t count, const struct timespec *timeout,
               const sigset_t *mask)
{
	struct patience patience = patience_of(timeout);
	for (;;) {
		int ready = real(ppoll)(fds, count, timeout, mask);
		int left = table_count() > 0 ? correct_polled(fds, count, ready) : ready;
		if (left != 0 || ready <= 0 || !may_ask_again(&patience))
			return left;
	}
}

int __poll_chk(struct pollfd *fds, nfds_t count, int timeout, size_t room)
{
	return room / sizeof *fds < count ? real(__poll_chk)(fds, count, timeout, room)
	                                  : poll(fds, count, timeout);
}

int __ppoll_chk(struct pollfd *fds, nfds_t count, const struct timespec *timeout,
                const sigset_t *mask, size_t room)
{
	return room / sizeof *fds < count ? real(__ppoll_chk)(fds, count, timeout, mask, room)
	                                  : ppoll(fds, count, timeout, mask);
}

HOOK int epoll_ctl(int epoll, int operation, int fd, struct epoll_event *event)
{
	int result = real(epoll_ctl)(epoll, operation, fd, event);
	struct socket *socket = table_find(fd);
	if (result == 0 && socket != NULL)
		readiness_watch(socket, fd, epoll, operation, event);
	return result;
}

HOOK int epoll_pwait(int epoll, struct epoll_event *events, int room, int timeout,
                     const sigset_t *mask)
{
	struct patience patience = patience_of_ms(timeout);
	for (;;) {
		int ready = real(epoll_pwait)(epoll, events, room, timeout, mask);
		int left = ready > 0 && table_count() > 0 ? correct_waited(events, ready) : ready;
		if (left != 0 || ready <= 0 || !may_ask_again(&patience))
			return left;
	}
}

HOOK int epoll_wait(int epoll, struct epoll_event *events, int room, int timeout)
{
	return epoll_pwait(epoll, events, room, timeout, NULL);
}

HOOK int epoll_pwait2(int epoll, struct epoll_event *events, int room,
                      const struct timespec *timeout, const sigset_t *mask)
{
	struct patience patience = patience_of(timeout);
	for (;;) {
		int ready = real(epoll_pwait2)(epoll, events, room, timeout, mask);
		int left = ready > 0 && table_count() > 0 ? correct_waited(events, ready) : ready;
		if (left != 0 || ready <= 0 || !may_ask_again(&patience))
			return left;
	}
}
