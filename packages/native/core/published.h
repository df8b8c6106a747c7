/* What the test publishes for every program of its network: names, and the policy. TypeScript compiles
 * both into tables (names.h, policy.h) that are replaced as a whole. There is room for two: the next
 * one is written beside the one that is in use, and then becomes it. */
#ifndef SOCKETWRAP_PUBLISHED_H
#define SOCKETWRAP_PUBLISHED_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct network;

struct published_head {
	_Atomic uint64_t generation; /* 0: nothing was published; else its parity is the place */
	_Atomic uint32_t sizes[2];
};

/* A place in the network's shared file. */
struct published {
	struct published_head *head;
	uint8_t *bytes; /* two tables of `room` each */
	uint32_t room;
};

struct published published_names(const struct network *network);
struct published published_policy(const struct network *network);

/* Takes the network's lock. 0, -EFBIG or -ENOSPC. */
int published_replace(struct network *network, struct published published, const void *bytes,
                      size_t size);

/* The table in use, `size` 0 when there is none. It may be overwritten while it is read, so every
 * offset in it is checked, and what was found counts only when the view is still whole afterwards. */
struct published_view {
	struct published from;
	uint64_t generation;
	const uint8_t *bytes;
	size_t size;
};
struct published_view published_look(struct published published);
bool published_is_whole(const struct published_view *view);

#endif
