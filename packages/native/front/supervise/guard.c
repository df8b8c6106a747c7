#include "guard.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "call.h"

static int alive = -1; /* the supervisor's end: it closes with the supervisor */
static pid_t guard;

static void keep_only(int first, int second)
{
	int low = first < second ? first : second, high = first < second ? second : first;
	dup2(STDERR_FILENO, STDIN_FILENO);
	dup2(STDERR_FILENO, STDOUT_FILENO);
	close_range(STDERR_FILENO + 1, (unsigned)low - 1, 0);
	if (high > low + 1)
		close_range((unsigned)low + 1, (unsigned)high - 1, 0);
	close_range((unsigned)high + 1, ~0u, 0);
}

/* Those who ask just now. When nobody has the listener any more, calls fail with ENOSYS: whatever else the
 * program has started gets no socket, and does not wait for an answer for ever. */
static void kill_callers(int listener)
{
	struct pollfd state = { .fd = listener, .events = POLLIN };
	struct call call;
	(void)call_start(listener);
	while (poll(&state, 1, 0) > 0 && (state.revents & POLLIN) != 0)
		if (call_receive(&call))
			kill(call.thread, SIGKILL);
}

static _Noreturn void stand_guard(int end, int listener, pid_t program, const char *name)
{
	char goodbye;
	ssize_t got;
	keep_only(end, listener);
	do
		got = read(end, &goodbye, 1);
	while (got < 0 && errno == EINTR);
	if (got == 0) {
		dprintf(STDERR_FILENO,
		        "socketwrap: the supervisor of %s was killed, so the program is killed too.\n",
		        name);
		kill(program, SIGKILL);
		kill_callers(listener);
	}
	_exit(0);
}

pid_t guard_start(int listener, pid_t program, const char *name)
{
	int ends[2];
	if (pipe2(ends, O_CLOEXEC) < 0)
		return -errno;
	guard = (pid_t)syscall(SYS_clone, (long)SIGCHLD, 0L, 0L, 0L, 0L);
	if (guard == 0) {
		close(ends[1]);
		stand_guard(ends[0], listener, program, name);
	}
	close(ends[0]);
	alive = ends[1];
	return guard < 0 ? -errno : guard;
}

void guard_stop(void)
{
	ssize_t result = write(alive, "", 1);
	(void)result;
	close(alive);
	if (guard > 0)
		waitpid(guard, NULL, 0);
}
