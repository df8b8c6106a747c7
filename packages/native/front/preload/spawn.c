/* posix_spawn and posix_spawnp: the program is looked at before the child exists. */
#include <alloca.h>
#include <fcntl.h>
#include <limits.h>
#include <spawn.h>
#include <stdlib.h>

#include "core/executable.h"
#include "core/injection.h"
#include "exec.h"
#include "../../core/hook.h"
#include "real/real.h"
#include "spawn_actions.h"
#include "supervised.h"

struct spawn {
	pid_t *pid;
	const posix_spawn_file_actions_t *actions;
	const posix_spawnattr_t *attributes;
	char *const *arguments;
	char *const *environment;
};

/* 0 or the errno, as posix_spawn gives it. */
static int spawn_inside(struct launch *launch, struct context context, const char *file,
                        const struct spawn *spawn)
{
	int directory = spawn_actions_directory(spawn->actions);
	launch_judge(launch, context, directory, file, spawn->environment);
	if (directory >= 0)
		(void)real(close)(directory);
	if (launch->verdict == LAUNCH_REFUSED || launch->verdict == LAUNCH_FAILED)
		return launch->error;
	char **environment = (char **)spawn->environment;
	if (launch->verdict != LAUNCH_OUTSIDE) {
		void *storage = alloca(injection_size(spawn->environment));
		environment = injection_build(context, spawn->environment, launch->library,
		                              launch->links_asan, storage);
	}
	exec_mark_sockets();
	char *const *arguments = spawn->arguments;
	if (launch->verdict == LAUNCH_SUPERVISED) {
		injection_hide_preload(environment);
		arguments = supervised_build(launch, file, spawn->arguments,
		                             alloca(supervised_size(spawn->arguments)));
		file = launch->supervisor;
	}
	return real(posix_spawn)(spawn->pid, file, spawn->actions, spawn->attributes, arguments,
	                         environment);
}

static int spawn_search(struct context context, const char *name, const struct spawn *spawn)
{
	struct launch launch;
	char candidate[PATH_MAX];
	const char *rest = getenv("PATH");
	bool was_denied = false;
	int error = ENOENT;
	if (*name == '\0')
		return ENOENT;
	while (executable_next_candidate(&rest, name, candidate, sizeof(candidate))) {
		error = spawn_inside(&launch, context, candidate, spawn);
		if (launch.verdict == LAUNCH_REFUSED || !exec_may_be_elsewhere(error))
			return error;
		was_denied = was_denied || error == EACCES;
	}
	return was_denied ? EACCES : error;
}

HOOK int posix_spawn(pid_t *pid, const char *file, const posix_spawn_file_actions_t *actions,
                     const posix_spawnattr_t *attributes, char *const arguments[],
                     char *const environment[])
{
	struct context context = context_current();
	if (context.network == NULL)
		return real(posix_spawn)(pid, file, actions, attributes, arguments, environment);
	int saved_errno = errno;
	struct launch launch;
	struct spawn spawn = { pid, actions, attributes, arguments, environment };
	int error = spawn_inside(&launch, context, file, &spawn);
	errno = saved_errno;
	return error;
}

HOOK int posix_spawnp(pid_t *pid, const char *name, const posix_spawn_file_actions_t *actions,
                      const posix_spawnattr_t *attributes, char *const arguments[],
                      char *const environment[])
{
	struct context context = context_current();
	if (context.network == NULL)
		return real(posix_spawnp)(pid, name, actions, attributes, arguments, environment);
	int saved_errno = errno;
	struct spawn spawn = { pid, actions, attributes, arguments, environment };
	int error = spawn_search(context, name, &spawn);
	errno = saved_errno;
	return error;
}
