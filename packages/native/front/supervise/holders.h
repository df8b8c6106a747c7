/* Who has a socket that the supervisor has too. */
#ifndef SOCKETWRAP_HOLDERS_H
#define SOCKETWRAP_HOLDERS_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct holder {
	pid_t process;
	int fd;
};

/* Whether it is still there. */
bool holder_has(const struct holder *holder, uint64_t inode);
/* Finds one among the supervised processes; false when there is none. */
bool holder_find(struct holder *holder, uint64_t inode);

#endif
