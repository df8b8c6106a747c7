/* Around a call that writes to a unix socket and cannot be given MSG_NOSIGNAL: its SIGPIPE does not
 * reach the program, as TCP's rules for that signal are others (stream.c). */
#ifndef SOCKETWRAP_QUIET_H
#define SOCKETWRAP_QUIET_H

#include <signal.h>
#include <stdbool.h>
#include <sys/types.h>

struct quiet {
	bool is_ignored; /* as most servers have it: then there is nothing to do */
	bool was_pending;
	sigset_t saved;
};

void quiet_begin(struct quiet *quiet);
/* `result` is the call's, a value or -errno. */
void quiet_end(struct quiet *quiet, ssize_t result);

#endif
