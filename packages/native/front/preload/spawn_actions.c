#include "spawn_actions.h"

#include <fcntl.h>
#include <stddef.h>
#include <unistd.h>

#include "real/real.h"

/* The entries of posix_spawn_file_actions_t as glibc has kept them since 2.29 (spawn_int.h). Tags
 * that are not here do not change the directory. */
enum { ACTION_CHDIR = 3, ACTION_FCHDIR = 4 };

struct action {
	int tag;
	union {
		struct {
			int fd;
			char *path;
			int flags;
			mode_t mode;
		} open;
		char *chdir_path;
		int fchdir_fd;
	} value;
};

static int open_directory(int base, const char *path)
{
	return openat(base, path, O_PATH | O_DIRECTORY | O_CLOEXEC);
}

int spawn_actions_directory(const posix_spawn_file_actions_t *actions)
{
	int directory = AT_FDCWD;
	const struct action *list = actions == NULL ? NULL : (const void *)actions->__actions;
	for (int i = 0; list != NULL && i < actions->__used; i++) {
		int next;
		if (list[i].tag == ACTION_CHDIR)
			next = open_directory(directory, list[i].value.chdir_path);
		else if (list[i].tag == ACTION_FCHDIR)
			next = open_directory(list[i].value.fchdir_fd, ".");
		else
			continue;
		if (directory >= 0)
			(void)real(close)(directory);
		directory = next < 0 ? AT_FDCWD : next;
	}
	return directory;
}
