/* One thread waits for everything: for calls, and for what happens to sockets. */
#ifndef SOCKETWRAP_LOOP_H
#define SOCKETWRAP_LOOP_H

#include <stdbool.h>
#include <stdint.h>

/* Belongs to whoever waits; `ready` is called with the events of epoll. */
struct watch {
	void (*ready)(struct watch *watch, uint32_t events);
	int fd;
	uint32_t events;
	bool is_for_calls;
};

int loop_start(void);
/* 0 or -errno. The descriptor must be unwatched before it is closed. */
int loop_watch(struct watch *watch, int fd, uint32_t events,
               void (*ready)(struct watch *, uint32_t));
/* The same for what loop_settle() leaves alone. */
int loop_watch_calls(struct watch *watch, int fd, void (*ready)(struct watch *, uint32_t));
/* Has an event come again that is there still, for edge-triggered watches. */
void loop_watch_again(struct watch *watch);
void loop_unwatch(struct watch *watch);
/* Waits for one event and handles it; false when none came within `timeout_ms` (-1: for ever). */
bool loop_turn(int timeout_ms);
/* Handles what has happened to sockets so far, such as that a program has closed one just before its
 * call: for the program it came first. Does nothing within itself. */
void loop_settle(void);

#endif
