#include "child.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/network.h"
#include "core/stop.h"
#include "filter.h"

enum { STATUS_NOT_FOUND = 127, STATUS_NOT_EXECUTABLE = 126 };

/* What the child says before it is the program: the listener or -errno, then, if that failed too, the
 * errno of its exec. */
struct report {
	int listener;
	int exec_error;
};

static void tell(int pipe_end, const struct report *report)
{
	ssize_t result = write(pipe_end, report, sizeof(*report));
	(void)result;
}

static _Noreturn void become(int pipe_end, const char *file, char **arguments, char **environment,
                             const sigset_t *mask)
{
	struct report report = { 0 };
	process_register(context_current());
	prctl(PR_SET_PDEATHSIG, (long)SIGKILL, 0L, 0L, 0L);
	report.listener = filter_install();
	tell(pipe_end, &report);
	if (report.listener < 0)
		_exit(EXIT_FAILURE);
	sigprocmask(SIG_SETMASK, mask, NULL);
	execve(file, arguments, environment);
	report.exec_error = errno;
	tell(pipe_end, &report);
	_exit(report.exec_error == ENOENT ? STATUS_NOT_FOUND : STATUS_NOT_EXECUTABLE);
}

static int take_reports(int pipe_end, const char *file, struct child *child)
{
	struct report report = { .listener = -ECHILD };
	while (read(pipe_end, &report, sizeof(report)) == sizeof(report))
		continue;
	if (report.exec_error != 0)
		stop_process("cannot execute %s: %s.", file, strerror(report.exec_error));
	child->listener = report.listener;
	return report.listener < 0 ? report.listener : 0;
}

/* The two processes have one table of descriptors until the exec, so that the listener is here without
 * being sent; until then this process waits. */
int child_start(struct child *child, const char *file, char **arguments, char **environment,
                const sigset_t *mask)
{
	int ends[2];
	if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) < 0)
		return -errno;
	long pid = syscall(SYS_clone, CLONE_FILES | CLONE_VFORK | SIGCHLD, 0L, 0L, 0L, 0L);
	if (pid == 0)
		become(ends[1], file, arguments, environment, mask);
	int result = pid < 0 ? -errno : take_reports(ends[0], file, child);
	child->pid = (pid_t)pid;
	close(ends[0]);
	close(ends[1]);
	if (pid > 0 && result < 0)
		waitpid(child->pid, NULL, 0);
	return result;
}

_Noreturn void child_end_like(int status)
{
	if (WIFSIGNALED(status)) {
		struct rlimit none = { 0, 0 };
		sigset_t mask;
		setrlimit(RLIMIT_CORE, &none); /* the program has made its own */
		signal(WTERMSIG(status), SIG_DFL);
		sigfillset(&mask);
		sigdelset(&mask, WTERMSIG(status));
		kill(getpid(), WTERMSIG(status));
		sigprocmask(SIG_SETMASK, &mask, NULL);
	}
	_exit(WEXITSTATUS(status));
}
