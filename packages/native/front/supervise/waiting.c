#include "waiting.h"

#include <errno.h>
#include <stdlib.h>
#include <time.h>

static struct waiting {
	struct stand_in *stand_in;
	struct call call;
	waiting_retry retry;
	uint64_t deadline_ns; /* SO_RCVTIMEO; 0: none */
	uint64_t turn; /* when it was retried last */
	bool is_busy; /* it is being retried */
	struct waiting *next;
} * first;

static uint64_t now_ns(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

static uint64_t deadline_of(const struct stand_in *stand_in)
{
	struct timeval limit = { 0 };
	socklen_t length = sizeof(limit);
	(void)getsockopt(stand_in->fd, SOL_SOCKET, SO_RCVTIMEO, &limit, &length);
	if (limit.tv_sec == 0 && limit.tv_usec == 0)
		return 0;
	return now_ns() + (uint64_t)limit.tv_sec * 1000000000u + (uint64_t)limit.tv_usec * 1000u;
}

void waiting_add(struct stand_in *stand_in, const struct call *call, waiting_retry retry)
{
	struct waiting *waiting = malloc(sizeof(*waiting)), **last = &first;
	if (waiting == NULL) {
		call_answer(call, -ENOMEM);
		return;
	}
	*waiting = (struct waiting){ .stand_in = stand_in,
		                     .call = *call,
		                     .retry = retry,
		                     .deadline_ns = deadline_of(stand_in) };
	while (*last != NULL)
		last = &(*last)->next;
	*last = waiting;
}

static bool is_over(const struct waiting *waiting)
{
	if (!call_is_waiting(&waiting->call))
		return true;
	if (waiting->deadline_ns != 0 && now_ns() >= waiting->deadline_ns) {
		call_answer(&waiting->call, -EAGAIN);
		return true;
	}
	return waiting->retry(waiting->stand_in, &waiting->call);
}

static void drop(struct waiting *waiting)
{
	struct waiting **link = &first;
	while (*link != waiting)
		link = &(*link)->next;
	*link = waiting->next;
	free(waiting);
}

static struct waiting *find(const struct stand_in *stand_in, uint64_t turn)
{
	struct waiting *waiting = first;
	while (waiting != NULL && (waiting->is_busy || waiting->turn >= turn ||
	                           (stand_in != NULL && waiting->stand_in != stand_in)))
		waiting = waiting->next;
	return waiting;
}

/* What is retried may wake others, and end this one. */
void waiting_wake(struct stand_in *stand_in)
{
	static uint64_t turns;
	uint64_t turn = ++turns;
	struct waiting *waiting;
	while ((waiting = find(stand_in, turn)) != NULL) {
		waiting->turn = turn;
		waiting->is_busy = true;
		bool is_done = is_over(waiting);
		waiting->is_busy = false;
		if (is_done || waiting->stand_in == NULL)
			drop(waiting);
	}
}

void waiting_end(const struct stand_in *stand_in)
{
	struct waiting *next;
	for (struct waiting *waiting = first; waiting != NULL; waiting = next) {
		next = waiting->next;
		if (waiting->stand_in != stand_in)
			continue;
		waiting->stand_in = NULL;
		if (waiting->is_busy)
			continue;
		call_answer(&waiting->call, -EBADF);
		drop(waiting);
	}
}

bool waiting_needs_turns(void)
{
	return first != NULL;
}
