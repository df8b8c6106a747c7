/* What the exec hooks have in common. */
#ifndef SOCKETWRAP_EXEC_H
#define SOCKETWRAP_EXEC_H

#include <errno.h>
#include <stdbool.h>

#include "core/context.h"
#include "core/launch.h"

/* Executes like execveat(), inside of the context's network. Returns only when it fails: the errno,
 * with the verdict in `launch`. */
int exec_inside(struct launch *launch, struct context context, int directory, const char *file,
                char *const arguments[], char *const environment[], int flags);

/* Descriptors that outlive the exec tell the next program what they are. */
void exec_mark_sockets(void);

/* Whether a search along PATH goes on after this error, as glibc's does. */
static inline bool exec_may_be_elsewhere(int error)
{
	return error == EACCES || error == ENOENT || error == ENOTDIR || error == ESTALE ||
	       error == ENODEV || error == ETIMEDOUT;
}

#endif
