/* socketwrap-supervise FILE ARGUMENT0 [ARGUMENT…]: runs a program that libc hooks cannot reach, on the
 * network that the environment names, and answers its socket calls. */
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "call.h"
#include "child.h"
#include "core/context.h"
#include "core/program.h"
#include "core/socket.h"
#include "core/stop.h"
#include "guard.h"
#include "inherit.h"
#include "loop.h"
#include "real/real.h"
#include "supervisor.h"

/* The loader would put the library into this process too, hence another name for its variable. */
static void show_preload(char **environment)
{
	static const char prefix[] = "SOCKET_WRAPPER_";
	static const char hidden[] = "SOCKET_WRAPPER_LD_PRELOAD=";
	for (; *environment != NULL; environment++)
		if (strncmp(*environment, hidden, sizeof(hidden) - 1) == 0)
			*environment += sizeof(prefix) - 1;
}

static const char *name_of(const char *file)
{
	const char *slash = strrchr(file, '/');
	return slash == NULL ? file : slash + 1;
}

static void start(const char *name, char *const *arguments)
{
	program_become(name, arguments);
	real_resolve_all();
	table_start();
	context_start();
	if (context_current().network == NULL)
		stop_process("socketwrap-supervise needs a network. Set SOCKET_WRAPPER_DIR.");
}

static _Noreturn void stop_unsupervised(const char *file, int error)
{
	stop_process("cannot run %s on this network: this system does not let a process answer "
	             "the calls of another one (seccomp user notification: %s). Use a kernel from "
	             "5.14 on and a sandbox that allows seccomp(), or a dynamically linked build "
	             "for glibc.",
	             file, strerror(error));
}

int main(int count, char **arguments)
{
	struct child child;
	sigset_t all, mask;
	if (count < 3)
		stop_process("usage: socketwrap-supervise FILE ARGUMENT0 [ARGUMENT...]");
	const char *file = arguments[1], *name = name_of(file);
	sigfillset(&all);
	sigprocmask(SIG_SETMASK, &all, &mask);
	show_preload(environ);
	start(name, arguments + 3);
	prctl(PR_SET_CHILD_SUBREAPER, 1L, 0L, 0L, 0L);
	if (loop_start() < 0)
		stop_process("cannot wait for calls: a descriptor limit is too low.");
	inherit_sockets();
	int result = child_start(&child, file, arguments + 2, environ, &mask);
	if (result == -EBUSY) { /* by whoever supervises this process */
		sigprocmask(SIG_SETMASK, &mask, NULL);
		execve(file, arguments + 2, environ);
		stop_process("cannot execute %s: %s.", file, strerror(errno));
	}
	if (result == 0 && (result = call_start(child.listener)) < 0) {
		kill(child.pid, SIGKILL);
		waitpid(child.pid, NULL, 0);
	}
	if (result < 0)
		stop_unsupervised(file, -result);
	if (guard_start(child.listener, child.pid, name) < 0)
		stop_unsupervised(file, errno);
	supervise(&child);
}
