/* The library's start in a process. */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "core/context.h"
#include "core/injection.h"
#include "core/socket.h"
#include "node_tls.h"
#include "real/libc.h"
#include "real/real.h"
#include "stdio_hook.h"

static void recover(int fd, struct context context)
{
	struct stat status;
	if (fstat(fd, &status) == 0 && S_ISSOCK(status.st_mode))
		(void)socket_recover(fd, context);
}

/* Sockets that came through exec. A program in a chroot may have no /proc. */
static void recover_inherited(struct context context)
{
	enum { PROBED = 256 };
	DIR *directory = opendir("/proc/self/fd");
	if (directory == NULL) {
		for (int fd = 0; fd < PROBED; fd++)
			recover(fd, context);
		return;
	}
	for (struct dirent *entry; (entry = readdir(directory)) != NULL;) {
		int fd = atoi(entry->d_name);
		if (entry->d_name[0] != '.' && fd != dirfd(directory))
			recover(fd, context);
	}
	closedir(directory);
}

/* Loaded by an add-on into a running process, the library waits until a thread enters a network:
 * what the environment says is then for the processes that it was meant for. */
__attribute__((constructor)) static void start(void)
{
	int saved_errno = errno;
	real_resolve_all();
	libc_find_all();
	table_start();
	if (real_is_preloaded())
		context_start();
	injection_start();
	struct context context = context_current();
	if (context.network != NULL) {
		stdio_hook_start();
		recover_inherited(context);
	}
	node_tls_watch(context);
	errno = saved_errno;
}
