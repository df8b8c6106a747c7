/* The exec and posix_spawn families: who the program believes to be goes with it. */
#include <alloca.h>
#include <spawn.h>
#include <stdarg.h>
#include <unistd.h>

#include "believed.h"
#include "environment.h"
#include "../core/hook.h"
#include "next.h"
#include "program.h"

/* The environment on the caller's stack. A process without an identity passes on the library alone. */
#define GIVE(environment, directory, file, flags) \
	__extension__({ \
		struct credentials give_credentials, *given_credentials = NULL; \
		if (believed_is_on()) { \
			given_credentials = &give_credentials; \
			program_credentials(given_credentials, directory, file, flags); \
		} \
		environment_build(given_credentials, environment, \
		                  alloca(environment_size(environment))); \
	})

static int fail_exec(void)
{
	int error = errno;
	believed_fail_exec();
	errno = error;
	return -1;
}

HOOK int execve(const char *file, char *const arguments[], char *const environment[])
{
	int saved_errno = errno;
	char **given = GIVE(environment, AT_FDCWD, file, 0);
	believed_begin_exec();
	errno = saved_errno;
	(void)next(execve)(file, arguments, given);
	return fail_exec();
}

HOOK int execv(const char *file, char *const arguments[])
{
	return execve(file, arguments, environ);
}

HOOK int execveat(int directory, const char *file, char *const arguments[],
                  char *const environment[], int flags)
{
	int saved_errno = errno;
	char **given = GIVE(environment, directory, file, flags);
	believed_begin_exec();
	errno = saved_errno;
	(void)next(execveat)(directory, file, arguments, given, flags);
	return fail_exec();
}

HOOK int fexecve(int fd, char *const arguments[], char *const environment[])
{
	return execveat(fd, "", arguments, environment, AT_EMPTY_PATH);
}

HOOK int posix_spawn(pid_t *pid, const char *file, const posix_spawn_file_actions_t *actions,
                     const posix_spawnattr_t *attributes, char *const arguments[],
                     char *const environment[])
{
	if (!believed_is_on())
		return next(posix_spawn)(pid, file, actions, attributes, arguments, environment);
	int saved_errno = errno;
	char **given = GIVE(environment, AT_FDCWD, file, 0);
	errno = saved_errno;
	return next(posix_spawn)(pid, file, actions, attributes, arguments, given);
}

/* With a path of several candidates nobody knows the file yet, so it gains no ids by its owner. */
HOOK int execvpe(const char *name, char *const arguments[], char *const environment[])
{
	int saved_errno = errno;
	char **given = GIVE(environment, AT_FDCWD, "", 0);
	believed_begin_exec();
	errno = saved_errno;
	(void)next(execvpe)(name, arguments, given);
	return fail_exec();
}

HOOK int posix_spawnp(pid_t *pid, const char *name, const posix_spawn_file_actions_t *actions,
                      const posix_spawnattr_t *attributes, char *const arguments[],
                      char *const environment[])
{
	if (!believed_is_on())
		return next(posix_spawnp)(pid, name, actions, attributes, arguments, environment);
	int saved_errno = errno;
	char **given = GIVE(environment, AT_FDCWD, "", 0);
	errno = saved_errno;
	return next(posix_spawnp)(pid, name, actions, attributes, arguments, given);
}

HOOK int execvp(const char *name, char *const arguments[])
{
	return execvpe(name, arguments, environ);
}
