/* execvp and execvpe: the search along PATH, with its fallback to the shell. */
#include <alloca.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/executable.h"
#include "exec.h"
#include "../../core/hook.h"
#include "real/real.h"

static size_t count_arguments(char *const arguments[])
{
	size_t count = 0;
	while (arguments[count] != NULL)
		count++;
	return count;
}

/* A file that is in no format which the kernel knows is a script for the shell. */
static int exec_by_shell(struct launch *launch, struct context context, const char *file,
                         char *const arguments[], char *const environment[])
{
	size_t count = count_arguments(arguments);
	char **shell_arguments = alloca((count + 3) * sizeof(char *));
	shell_arguments[0] = (char *)"/bin/sh";
	shell_arguments[1] = (char *)file;
	shell_arguments[2] = NULL;
	if (count > 1)
		memcpy(shell_arguments + 2, arguments + 1, count * sizeof(char *));
	return exec_inside(launch, context, AT_FDCWD, "/bin/sh", shell_arguments, environment, 0);
}

/* The errno, as glibc's execvpe() chooses it among the candidates'. */
static int exec_search(struct context context, const char *name, char *const arguments[],
                       char *const environment[])
{
	struct launch launch;
	char candidate[PATH_MAX];
	const char *rest = getenv("PATH");
	bool was_denied = false;
	int error = ENOENT;
	if (*name == '\0')
		return ENOENT;
	while (executable_next_candidate(&rest, name, candidate, sizeof(candidate))) {
		error = exec_inside(&launch, context, AT_FDCWD, candidate, arguments, environment,
		                    0);
		if (error == ENOEXEC)
			error = exec_by_shell(&launch, context, candidate, arguments, environment);
		if (launch.verdict == LAUNCH_REFUSED || !exec_may_be_elsewhere(error))
			return error;
		was_denied = was_denied || error == EACCES;
	}
	return was_denied ? EACCES : error;
}

HOOK int execvpe(const char *name, char *const arguments[], char *const environment[])
{
	struct context context = context_current();
	if (context.network == NULL)
		return real(execvpe)(name, arguments, environment);
	int saved_errno = errno;
	return (int)finish(saved_errno, -exec_search(context, name, arguments, environment));
}

HOOK int execvp(const char *name, char *const arguments[])
{
	return execvpe(name, arguments, environ);
}
