/* libc's streams: stdio reads, writes and closes within libc, where no hook is. */
#ifndef SOCKETWRAP_STDIO_HOOK_H
#define SOCKETWRAP_STDIO_HOOK_H

#include <stdbool.h>

/* From now on the streams of this process use the hooks for virtual sockets. Does nothing to a libc that is
 * laid out in another way. */
void stdio_hook_start(void);
/* Whether they do. */
bool stdio_hook_is_on(void);

#endif
