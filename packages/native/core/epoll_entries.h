/* Which epoll instances of this process watch a descriptor's open file, as the kernel tells it in /proc:
 * a registration may have been made where no hook sees it (libuv makes them with io_uring). */
#ifndef SOCKETWRAP_EPOLL_ENTRIES_H
#define SOCKETWRAP_EPOLL_ENTRIES_H

#include <stdbool.h>
#include <stdint.h>

enum { EPOLL_ENTRIES_MAX = 16 };

struct epoll_entries {
	int count;
	struct epoll_entry {
		int epoll;
		int fd; /* as it was registered */
		uint32_t events;
		uint64_t data;
	} entries[EPOLL_ENTRIES_MAX];
};

/* False when /proc does not say. Allocates nothing. */
bool epoll_entries_find(int fd, struct epoll_entries *found);
/* Takes the registrations away, before the file behind their descriptors is replaced, and makes them
 * anew for the file that is there then. */
void epoll_entries_remove(const struct epoll_entries *entries);
void epoll_entries_add(const struct epoll_entries *entries);

#endif
