/* Whether the process has put itself under seccomp. Its filter was written for the calls that the
 * program makes, so from then on a hook may make no other ones. */
#ifndef SOCKETWRAP_SANDBOX_H
#define SOCKETWRAP_SANDBOX_H

#include <stdbool.h>

bool sandbox_is_on(void);
/* To be called after a successful call, with its arguments. */
void sandbox_notice(long number, long operation);

#endif
