#include "readiness.h"

#include "../real/real.h"
#include "reset.h"

/* A unix stream hangs up when its peer closes. TCP still lets us write then, and hangs up when
 * both ends are shut or the connection was reset. */
uint32_t readiness_correct(struct socket *socket, uint32_t events)
{
	if ((events & POLLHUP) == 0 || socket->type != SOCK_STREAM || !socket_is_connected(socket))
		return events;
	if (reset_is_recorded(socket) ||
	    atomic_load_explicit(&socket->pending_error, memory_order_relaxed) != 0)
		return events | POLLERR;
	bool is_over =
		socket->is_shut_for_write || socket->has_lost_peer || (events & POLLERR) != 0;
	return is_over ? events : events & ~(uint32_t)POLLHUP;
}

void readiness_watch(struct socket *socket, int fd, int epoll, int operation,
                     const struct epoll_event *event)
{
	socket->is_watched = operation != EPOLL_CTL_DEL;
	if (!socket->is_watched || event == NULL)
		return;
	socket->watcher = epoll;
	socket->watched_fd = fd;
	socket->watched_events = event->events;
	socket->watch_data = event->data.u64;
}

void readiness_watch_again(struct socket *socket)
{
	struct epoll_event event = { .events = socket->watched_events,
		                     .data.u64 = socket->watch_data };
	if (socket->is_watched && table_find(socket->watched_fd) == socket)
		real(epoll_ctl)(socket->watcher, EPOLL_CTL_ADD, socket->watched_fd, &event);
}

/* Most programs put the descriptor into the event. */
struct socket *readiness_find(const struct epoll_event *event)
{
	struct socket *socket = table_find(event->data.fd);
	if (socket != NULL && socket->is_watched && socket->watch_data == event->data.u64)
		return socket;
	for (int fd = 0; fd <= table_highest(); fd++) {
		socket = table_find(fd);
		if (socket != NULL && socket->is_watched && socket->watch_data == event->data.u64)
			return socket;
	}
	return NULL;
}

void readiness_announce(struct socket *socket, int fd)
{
	if (socket->is_watched)
		readiness_wake(fd);
}

/* The kernel tells watchers of a socket when its send buffer is set, also to what it was. */
void readiness_wake(int fd)
{
	int size = 0;
	socklen_t length = sizeof size;
	if (real(getsockopt)(fd, SOL_SOCKET, SO_SNDBUF, &size, &length) != 0)
		return;
	size /= 2;
	real(setsockopt)(fd, SOL_SOCKET, SO_SNDBUF, &size, sizeof size);
}
