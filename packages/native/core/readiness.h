/* Where poll() and epoll show a unix stream otherwise than TCP. */
#ifndef SOCKETWRAP_READINESS_H
#define SOCKETWRAP_READINESS_H

#include <poll.h>
#include <sys/epoll.h>

#include "socket.h"

/* What TCP would show instead of `events` (POLL* bits, which equal EPOLL*). */
uint32_t readiness_correct(struct socket *socket, uint32_t events);

/* Remembers what an epoll instance will report for a socket. */
void readiness_watch(struct socket *socket, int fd, int epoll, int operation,
                     const struct epoll_event *event);
/* The real socket was replaced, and with the old one its watcher's entry has gone. */
void readiness_watch_again(struct socket *socket);
/* The socket that an epoll event is about, or NULL. */
struct socket *readiness_find(const struct epoll_event *event);
/* A connect is done at once; an edge-triggered watcher that came before it must hear of it. */
void readiness_announce(struct socket *socket, int fd);
/* The same for a real socket that watchers may have, whoever they are. */
void readiness_wake(int fd);

#endif
