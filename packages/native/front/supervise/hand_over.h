/* A connected stream goes to its program. */
#ifndef SOCKETWRAP_HAND_OVER_H
#define SOCKETWRAP_HAND_OVER_H

#include "stand_in.h"

/* The accepted socket `fd`, as the result of the call: 0, or -errno, and it is still ours. `flags` as
 * for accept4(). */
int hand_over_accepted(const struct call *call, int fd, int flags);
/* The connected socket `fd`, which the program is to have at `at`. */
void hand_over_inherited(int fd, int at);
/* The stream of the call's first argument, when it has just been connected; 0 or -errno. */
int hand_over_connected(const struct call *call, struct stand_in *stand_in);

#endif
