/* Streams that are neither bound nor connected: the program and the supervisor have one socket. */
#ifndef SOCKETWRAP_FRESH_H
#define SOCKETWRAP_FRESH_H

#include "stand_in.h"

/* The new stream `fd` as the result of the call, with the flags of socket(). */
void fresh_give(const struct call *call, int fd, int flags);
/* It has another object in its place now, or is gone. */
void fresh_forget(struct stand_in *stand_in);
/* Closes those that programs have closed. */
void fresh_sweep(void);
/* After a connect that failed: the program gets a socket without a name. 0 or -errno. */
int fresh_renew(const struct call *call, struct stand_in *stand_in);
/* Puts a pipe in its place, for what has to be heard of at once when it is closed. 0 or -errno. Other copies
 * stay what they are, and are still found. */
int fresh_become_pipe(const struct call *call, struct stand_in *stand_in);
bool fresh_has_copies(struct stand_in *stand_in);
struct stand_in *fresh_alias(uint64_t inode);

#endif
