#include "exec.h"

#include <alloca.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "core/injection.h"
#include "core/socket.h"
#include "core/text.h"
#include "../../core/hook.h"
#include "real/real.h"
#include "supervised.h"

/* A child of vfork cannot keep the table up to date, and duplicates share the mark: so all of
 * them, whatever their close-on-exec flag says. */
void exec_mark_sockets(void)
{
	int highest = table_highest();
	for (int fd = 0; fd <= highest; fd++)
		if (table_find(fd) != NULL)
			socket_mark_for_transfer(fd);
}

static void exec_for_real(int directory, const char *file, char *const arguments[],
                          char *const environment[], int flags)
{
	if (directory == AT_FDCWD && flags == 0)
		(void)real(execve)(file, arguments, environment);
	else
		(void)real(execveat)(directory, file, arguments, environment, flags);
}

/* What names the file for another program: the descriptor, if there is one, outlives the exec. */
static const char *exec_path(int directory, const char *file, char path[PATH_MAX])
{
	if (directory == AT_FDCWD || file[0] == '/')
		return file;
	struct text text = text_start(path, PATH_MAX);
	text_add(&text, "/proc/self/fd/");
	text_add_number(&text, (unsigned)directory);
	text_add(&text, file[0] == '\0' ? "" : "/");
	text_add(&text, file);
	(void)real(fcntl)(directory, F_SETFD, 0);
	return path;
}

int exec_inside(struct launch *launch, struct context context, int directory, const char *file,
                char *const arguments[], char *const environment[], int flags)
{
	launch_judge(launch, context, directory, file, environment);
	if (launch->verdict == LAUNCH_REFUSED || launch->verdict == LAUNCH_FAILED)
		return launch->error;
	char **injected = (char **)environment;
	if (launch->verdict != LAUNCH_OUTSIDE) {
		void *storage = alloca(injection_size(environment));
		injected = injection_build(context, environment, launch->library,
		                           launch->links_asan, storage);
	}
	if (launch->verdict == LAUNCH_SUPERVISED)
		injection_hide_preload(injected);
	exec_mark_sockets();
	if (launch->verdict == LAUNCH_SUPERVISED) {
		char path[PATH_MAX];
		void *storage = alloca(supervised_size(arguments));
		(void)real(execve)(launch->supervisor,
		                   supervised_build(launch, exec_path(directory, file, path),
		                                    arguments, storage),
		                   injected);
	} else {
		exec_for_real(directory, file, arguments, injected, flags);
	}
	launch->verdict = LAUNCH_FAILED;
	return errno;
}

HOOK int execve(const char *file, char *const arguments[], char *const environment[])
{
	struct context context = context_current();
	if (context.network == NULL)
		return real(execve)(file, arguments, environment);
	int saved_errno = errno;
	struct launch launch;
	return (int)finish(saved_errno, -exec_inside(&launch, context, AT_FDCWD, file, arguments,
	                                             environment, 0));
}

HOOK int execv(const char *file, char *const arguments[])
{
	return execve(file, arguments, environ);
}

HOOK int execveat(int directory, const char *file, char *const arguments[],
                  char *const environment[], int flags)
{
	struct context context = context_current();
	/* Without AT_EMPTY_PATH an empty name is an error, which the kernel gives. */
	if (context.network == NULL || (*file == '\0' && (flags & AT_EMPTY_PATH) == 0))
		return real(execveat)(directory, file, arguments, environment, flags);
	int saved_errno = errno;
	struct launch launch;
	return (int)finish(saved_errno, -exec_inside(&launch, context, directory, file, arguments,
	                                             environment, flags));
}

HOOK int fexecve(int fd, char *const arguments[], char *const environment[])
{
	return execveat(fd, "", arguments, environment, AT_EMPTY_PATH);
}
