/* What the exec hooks have in common. */
#ifndef SOCKETWRAP_EXEC_H
#define SOCKETWRAP_EXEC_H

#include "core/context.h"
#include "core/launch.h"

/* Executes like execveat(), inside of the context's network. Returns only when it fails: the errno,
 * with the verdict in `launch`. */
int exec_inside(struct launch *launch, struct context context, int directory, const char *file,
                char *const arguments[], char *const environment[], int flags);

/* Descriptors that outlive the exec tell the next program what they are. */
void exec_mark_sockets(void);

#endif
