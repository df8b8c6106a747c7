/* Whether the process has put itself under seccomp. Its filter was written for the calls that the
 * program makes, so from then on a hook may make no other ones. */
#ifndef SOCKETWRAP_SANDBOX_H
#define SOCKETWRAP_SANDBOX_H

#include <stdbool.h>

bool sandbox_is_on(void);
/* To be called before and after each call that may begin one, with its first arguments. */
void sandbox_before(long number, long operation, long mode);
void sandbox_after(long number, long operation, long result);

#endif
