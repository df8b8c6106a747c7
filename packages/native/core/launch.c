#include "launch.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "executable.h"
#include "injection.h"
#include "journal.h"
#include "network.h"
#include "real/libc.h"
#include "real/real.h"
#include "settings.h"
#include "text.h"

static void tell(const char *file, const char *reason, const char *next_step)
{
	char bytes[PATH_MAX + 512];
	struct text line = text_start(bytes, sizeof(bytes) - 1);
	text_add(&line, "socketwrap: cannot run ");
	text_add(&line, file);
	text_add(&line, " on this network: ");
	text_add(&line, reason);
	text_add(&line, ". ");
	text_add(&line, next_step);
	bytes[line.length] = '\n';
	if (real(write)(STDERR_FILENO, bytes, line.length + 1) < 0)
		return;
}

/* The name of a program that was given as a descriptor. */
static const char *name_file(int directory, const char *file, char *storage, size_t size)
{
	if (file[0] != '\0')
		return file;
	char link[40];
	struct text text = text_start(link, sizeof(link));
	text_add(&text, "/proc/self/fd/");
	text_add_number(&text, (unsigned)directory);
	ssize_t length = readlink(link, storage, size - 1);
	storage[length < 0 ? 0 : length] = '\0';
	return length <= 0 ? "a program" : storage;
}

static bool allows_unsupported(char *const environment[])
{
	const char *value = injection_find(environment, "SOCKET_WRAPPER_UNSUPPORTED");
	return value != NULL ? strcmp(value, "allow") == 0 : context_allows_unsupported();
}

static void refuse(struct launch *launch, struct context context, const char *file,
                   const char *reason, const char *next_step)
{
	launch->verdict = LAUNCH_REFUSED;
	launch->error = EACCES;
	notice_program(context, file, reason);
	tell(file, reason, next_step);
}

static const char *next_step_for(enum executable_kind kind)
{
	if (kind == EXECUTABLE_SETUID || kind == EXECUTABLE_NOT)
		return "Start it as the user who owns it, or let it run outside of the network with "
		       "SOCKET_WRAPPER_UNSUPPORTED=allow.";
	return "Use a dynamically linked build for glibc, or let it run outside of the network with "
	       "SOCKET_WRAPPER_UNSUPPORTED=allow.";
}

static bool can_reach_network(const struct network *network)
{
	char bytes[NETWORK_DIRECTORY_MAX + sizeof("/network")];
	struct text path = text_start(bytes, sizeof(bytes));
	text_add(&path, network->directory);
	text_add(&path, "/network");
	return libc(faccessat)(AT_FDCWD, bytes, R_OK | W_OK, AT_EACCESS) == 0;
}

/* Who starts the supervisor itself has decided what its program gets. */
static bool hides_library(char *const environment[])
{
	const char *libraries = injection_find(environment, INJECTION_HIDDEN "LD_PRELOAD");
	return libraries == NULL || strstr(libraries, "libsocketwrap.so") != NULL;
}

/* SOCKET_WRAPPER_VIA may ask for one way. */
static enum executable_way choose_way(struct launch *launch, const struct executable *executable,
                                      char *const environment[])
{
	enum executable_way way = executable_way_in(executable->kind);
	const char *named = injection_find(environment, "SOCKET_WRAPPER_VIA");
	const char *wanted = named != NULL ? settings_via(named) : settings_current()->via;
	bool is_there = injection_supervisor(launch->library, launch->supervisor,
	                                     sizeof(launch->supervisor));
	bool can_supervise = is_there && (wanted == NULL || strcmp(wanted, "preload") != 0);
	if (way == WAY_PRELOAD && can_supervise && wanted != NULL &&
	    strcmp(wanted, "supervise") == 0)
		return WAY_SUPERVISE;
	return way == WAY_SUPERVISE && !can_supervise ? WAY_NONE : way;
}

void launch_judge(struct launch *launch, struct context context, int directory, const char *file,
                  char *const environment[])
{
	char storage[PATH_MAX];
	struct executable executable;
	launch->library = NULL;
	launch->is_supervisor = false;
	launch->supervisor[0] = '\0';
	launch->error = -executable_inspect(&executable, directory, file,
	                                    injection_find(environment, "PATH"));
	if (launch->error != 0) {
		launch->verdict = LAUNCH_FAILED;
		return;
	}
	launch->library = injection_library_for(context, launch->library_storage,
	                                        sizeof(launch->library_storage));
	enum executable_way way = choose_way(launch, &executable, environment);
	launch->is_supervisor = strcmp(file, launch->supervisor) == 0;
	if (way == WAY_NONE) {
		if (allows_unsupported(environment)) {
			launch->verdict = LAUNCH_OUTSIDE;
			return;
		}
		refuse(launch, context, name_file(directory, file, storage, sizeof(storage)),
		       executable.reason, next_step_for(executable.kind));
		return;
	}
	bool is_supervised = way == WAY_SUPERVISE || launch->is_supervisor;
	launch->verdict = is_supervised ? LAUNCH_SUPERVISED : LAUNCH_INSIDE;
	launch->links_asan = executable.links_asan;
	if (launch->library == NULL)
		refuse(launch, context, name_file(directory, file, storage, sizeof(storage)),
		       "this user cannot read libsocketwrap.so, or LD_PRELOAD cannot name its place",
		       "Install socketwrap where every user can read it, in a path without spaces and "
		       "colons.");
	else if (can_reach_network(context.network))
		journal_exec(context, name_file(directory, file, storage, sizeof(storage)));
	else
		refuse(launch, context, name_file(directory, file, storage, sizeof(storage)),
		       "the network's directory is out of reach (another user, a chroot, or the network ended)",
		       "Start it as the user who made the network, or as root.");
	/* What could be preloaded is supervised because somebody wants it to be; musl's loader stops at a
	 * library for glibc. */
	bool is_wanted = way == WAY_SUPERVISE && executable_way_in(executable.kind) == WAY_PRELOAD;
	if (is_wanted || executable.kind == EXECUTABLE_MUSL ||
	    (launch->is_supervisor && !hides_library(environment)))
		launch->library = NULL;
}
