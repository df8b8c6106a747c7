/* One thread waits for everything. */
#ifndef SOCKETWRAP_LOOP_H
#define SOCKETWRAP_LOOP_H

#include <stdbool.h>
#include <stdint.h>

/* Belongs to whoever waits; `ready` is called with the events of epoll. */
struct watch {
	void (*ready)(struct watch *watch, uint32_t events);
	int fd;
	uint32_t events;
};

int loop_start(void);
/* 0 or -errno. The descriptor must be unwatched before it is closed. */
int loop_watch(struct watch *watch, int fd, uint32_t events,
               void (*ready)(struct watch *, uint32_t));
/* Has an event come again that is there still, for edge-triggered watches. */
void loop_watch_again(struct watch *watch);
void loop_unwatch(struct watch *watch);
/* Waits for one event and handles it; false when none came within `timeout_ms` (-1: for ever). */
bool loop_turn(int timeout_ms);

#endif
