#include "waiting.h"

#include <errno.h>
#include <stdlib.h>
#include <time.h>

static struct waiting {
	struct stand_in *stand_in;
	struct call call;
	waiting_retry retry;
	uint64_t deadline_ns; /* SO_RCVTIMEO; 0: none */
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
	*waiting = (struct waiting){ stand_in, *call, retry, deadline_of(stand_in), NULL };
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

void waiting_wake(struct stand_in *stand_in)
{
	for (struct waiting **link = &first; *link != NULL;) {
		struct waiting *waiting = *link;
		if ((stand_in == NULL || waiting->stand_in == stand_in) && is_over(waiting)) {
			*link = waiting->next;
			free(waiting);
		} else {
			link = &waiting->next;
		}
	}
}

void waiting_end(const struct stand_in *stand_in)
{
	for (struct waiting **link = &first; *link != NULL;) {
		struct waiting *waiting = *link;
		if (waiting->stand_in != stand_in) {
			link = &waiting->next;
			continue;
		}
		*link = waiting->next;
		call_answer(&waiting->call, -EBADF);
		free(waiting);
	}
}

bool waiting_needs_turns(void)
{
	return first != NULL;
}
