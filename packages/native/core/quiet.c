#include "quiet.h"

#include <errno.h>
#include <pthread.h>
#include <time.h>

static sigset_t only_sigpipe(void)
{
	sigset_t set;
	sigemptyset(&set);
	sigaddset(&set, SIGPIPE);
	return set;
}

/* One that waited before the call is the program's own. */
void quiet_begin(struct quiet *quiet)
{
	sigset_t set = only_sigpipe(), pending;
	struct sigaction action;
	quiet->is_ignored = sigaction(SIGPIPE, NULL, &action) == 0 && action.sa_handler == SIG_IGN;
	if (quiet->is_ignored)
		return;
	pthread_sigmask(SIG_BLOCK, &set, &quiet->saved);
	quiet->was_pending = sigismember(&quiet->saved, SIGPIPE) == 1 &&
	                     sigpending(&pending) == 0 && sigismember(&pending, SIGPIPE) == 1;
}

void quiet_end(struct quiet *quiet, ssize_t result)
{
	sigset_t set = only_sigpipe();
	int saved_errno = errno;
	if (quiet->is_ignored)
		return;
	if (result == -EPIPE && !quiet->was_pending)
		sigtimedwait(&set, NULL, &(struct timespec){ 0 });
	pthread_sigmask(SIG_SETMASK, &quiet->saved, NULL);
	errno = saved_errno;
}
