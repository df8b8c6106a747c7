/* The epoll instances of the programs. Their entries belong to an object, not to a number: when another object takes
 * the place of a socket's, the entries that were made for its number go with it. */
#ifndef SOCKETWRAP_INSTANCES_H
#define SOCKETWRAP_INSTANCES_H

#include "call.h"

/* epoll_create(), epoll_create1(). */
void answer_instance(const struct call *call);

/* Notes what the instances have for the number `at` and the object with this inode, as long as it is there. */
void instances_note(int at, uint64_t inode);
/* The object `fd` has the number `at` now, and gets what was noted. `old`: the one that had it; -1: it is gone. */
void instances_follow(int at, int fd, int old);

#endif
