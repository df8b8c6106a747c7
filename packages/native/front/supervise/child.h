/* The supervised program's process. */
#ifndef SOCKETWRAP_CHILD_H
#define SOCKETWRAP_CHILD_H

#include <signal.h>
#include <sys/types.h>

struct child {
	pid_t pid;
	int listener; /* where its calls are heard */
};

/* Starts `file`, with `mask` for its signals. 0, or -errno: why it cannot be supervised; -EBUSY when it is
 * already. Ends the process with one line when the program itself cannot be executed. */
int child_start(struct child *child, const char *file, char **arguments, char **environment,
                const sigset_t *mask);
/* Ends this process as the program has ended. */
_Noreturn void child_end_like(int status);

#endif
