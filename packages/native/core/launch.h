/* Whether a program may start from a network, and the one place that tells when it may not. */
#ifndef SOCKETWRAP_LAUNCH_H
#define SOCKETWRAP_LAUNCH_H

#include <limits.h>
#include <stdbool.h>

#include "context.h"

enum launch_verdict {
	LAUNCH_INSIDE, /* with the library and links_asan below injected */
	LAUNCH_SUPERVISED, /* the same, executed by the supervisor */
	LAUNCH_OUTSIDE, /* as it is: it is allowed to leave the network */
	LAUNCH_REFUSED, /* the user has been told; EACCES for the program */
	LAUNCH_FAILED, /* with `error`, as the kernel would */
};

struct launch {
	enum launch_verdict verdict;
	int error;
	bool links_asan;
	const char *library; /* with LAUNCH_SUPERVISED it may be NULL: not for this program */
	char library_storage[PATH_MAX];
	char supervisor[PATH_MAX];
	bool is_supervisor; /* the file is the supervisor itself, with its program in the arguments */
};

/* `directory` and `file` as for executable_inspect(). Safe after vfork. */
void launch_judge(struct launch *launch, struct context context, int directory, const char *file,
                  char *const environment[]);

#endif
