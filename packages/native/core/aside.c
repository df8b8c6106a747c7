#include "aside.h"

#include <pthread.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include "../real/real.h"
#include "journal_file.h"
#include "network.h"
#include "program.h"
#include "socket.h"

/* Nothing of libc or of a sanitizer runs at the end: other threads of the program, which are not here,
 * may have held its locks. */
_Noreturn static void leave(int status)
{
	for (;;)
		(void)real(syscall)(SYS_exit_group, (long)status);
}

/* As fork(), but without a signal at its end, and without the handlers of pthread_atfork(), which may
 * wait for locks of other threads. */
static pid_t clone_silently(void)
{
	return (pid_t)real(syscall)(SYS_clone, 0L, 0L, 0L, 0L, 0L);
}

/* The program's handlers must not run here. */
static void reset_signals(void)
{
	struct sigaction action = { .sa_handler = SIG_DFL };
	sigset_t none;
	for (int signal = 1; signal < NSIG; signal++)
		(void)sigaction(signal, &action, NULL);
	sigemptyset(&none);
	pthread_sigmask(SIG_SETMASK, &none, NULL);
}

static void close_between(unsigned first, unsigned last)
{
	enum { CLOSED_ONE_BY_ONE = 65536 };
	if (first > last || real(close_range)(first, last, 0) == 0)
		return;
	struct rlimit limit;
	if (getrlimit(RLIMIT_NOFILE, &limit) < 0 || limit.rlim_cur > CLOSED_ONE_BY_ONE)
		limit.rlim_cur = CLOSED_ONE_BY_ONE;
	for (unsigned fd = first; fd <= last && fd < limit.rlim_cur; fd++)
		real(close)((int)fd);
}

static void close_others(int fd)
{
	if (fd < 0) {
		close_between(0, ~0u);
		return;
	}
	if (fd > 0)
		close_between(0, (unsigned)fd - 1);
	close_between((unsigned)fd + 1, ~0u);
}

static _Noreturn void stand_aside(struct context context, const char *name,
                                  void (*run)(void *argument, int fd), void *argument, int fd)
{
	reset_signals();
	prctl(PR_SET_NAME, name);
	program_become(name, NULL);
	process_register(context);
	close_others(fd);
	table_abandon();
	journal_forked(context.network);
	/* Else it would keep a directory that somebody wants to remove. */
	int result = chdir("/");
	(void)result;
	run(argument, fd);
	leave(0);
}

/* Until the other one has closed its end, which it does when the network knows it. */
static void await_end_of(int pipe_end)
{
	char nothing;
	while (real(read)(pipe_end, &nothing, 1) < 0 && errno == EINTR)
		continue;
}

/* The one between ends at once, so that the other one is nobody's child. */
static _Noreturn void stand_between(struct context context, const char *name,
                                    void (*run)(void *argument, int fd), void *argument, int fd)
{
	int ends[2];
	bool has_pipe = pipe2(ends, O_CLOEXEC) == 0;
	pid_t aside = clone_silently();
	if (aside == 0)
		stand_aside(context, name, run, argument, fd);
	if (aside < 0)
		leave(errno);
	if (has_pipe) {
		real(close)(ends[1]);
		await_end_of(ends[0]);
	}
	leave(0);
}

int aside_start(struct context context, const char *name, void (*run)(void *argument, int fd),
                void *argument, int fd)
{
	int saved_errno = errno, status = 0;
	sigset_t all, saved;
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &saved);
	pid_t between = clone_silently();
	if (between == 0)
		stand_between(context, name, run, argument, fd);
	int result = between < 0 ? -errno : 0;
	if (between > 0 && waitpid(between, &status, (int)__WCLONE) == between)
		result = WIFEXITED(status) ? -WEXITSTATUS(status) : -EAGAIN;
	pthread_sigmask(SIG_SETMASK, &saved, NULL);
	errno = saved_errno;
	return result;
}
