#include "supervisor.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdbool.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "answers.h"
#include "core/stop.h"
#include "guard.h"
#include "inherit.h"
#include "loop.h"
#include "relay.h"
#include "waiting.h"

enum { LAST_TURNS = 100000, TURN_MS = 1 };

static struct child program;
static int program_status;
static bool program_has_ended, all_have_ended;

/* What the terminal sends goes to the program as well, by itself. */
static void pass_on(const struct signalfd_siginfo *signal)
{
	if (signal->ssi_code <= 0 && !program_has_ended)
		kill(program.pid, (int)signal->ssi_signo);
}

static void see_children(void)
{
	int status;
	pid_t pid;
	while ((pid = waitpid(-1, &status, WNOHANG | WUNTRACED | WCONTINUED)) > 0) {
		if (pid != program.pid || WIFCONTINUED(status))
			continue;
		if (WIFSTOPPED(status)) {
			kill(getpid(), SIGSTOP);
			continue;
		}
		program_has_ended = true;
		program_status = status;
	}
}

static void signal_ready(struct watch *watch, uint32_t events)
{
	struct signalfd_siginfo signal;
	(void)events;
	if (read(watch->fd, &signal, sizeof(signal)) != sizeof(signal))
		return;
	if (signal.ssi_signo == SIGCHLD)
		see_children();
	else
		pass_on(&signal);
}

static void listener_ready(struct watch *watch, uint32_t events)
{
	struct call call;
	(void)watch;
	if ((events & EPOLLHUP) != 0) {
		all_have_ended = true;
		loop_unwatch(watch);
		return;
	}
	if (!call_receive(&call))
		return;
	answer(&call);
	stand_in_sweep();
}

static void watch_signals(void)
{
	static struct watch watch;
	sigset_t all;
	sigfillset(&all);
	int fd = signalfd(-1, &all, SFD_CLOEXEC | SFD_NONBLOCK);
	if (fd < 0 || loop_watch_calls(&watch, fd, signal_ready) < 0)
		stop_process("cannot watch signals: a descriptor limit is too low.");
}

static void raise_descriptor_limit(void)
{
	struct rlimit limit;
	if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
		limit.rlim_cur = limit.rlim_max;
		setrlimit(RLIMIT_NOFILE, &limit);
	}
}

static void turn(int timeout_ms)
{
	(void)loop_turn(waiting_needs_turns() ? TURN_MS : timeout_ms);
	if (waiting_needs_turns())
		waiting_wake(NULL);
}

/* Daemons that the program has left go on, under a process of their own. */
static void serve_the_rest(void)
{
	for (int turns = 0; turns < LAST_TURNS && loop_turn(0); turns++)
		continue;
	if (all_have_ended && !relay_is_busy())
		return;
	pid_t rest = fork();
	if (rest != 0)
		child_end_like(program_status);
	while (!all_have_ended || relay_is_busy())
		turn(-1);
}

_Noreturn void supervise(const struct child *child)
{
	static struct watch listener;
	program = *child;
	raise_descriptor_limit();
	if (loop_watch_calls(&listener, child->listener, listener_ready) < 0)
		stop_process("cannot wait for calls: a descriptor limit is too low.");
	watch_signals();
	inherit_close();
	while (!program_has_ended)
		turn(-1);
	serve_the_rest();
	guard_stop();
	child_end_like(program_status);
}
