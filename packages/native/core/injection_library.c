#include "injection.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "network.h"
#include "real/real.h"
#include "text.h"

/* Written once at the start, read only later. */
static char own_path[PATH_MAX];

void injection_start(void)
{
	Dl_info info;
	if (dladdr(own_path, &info) == 0 || info.dli_fname == NULL ||
	    realpath(info.dli_fname, own_path) == NULL)
		own_path[0] = '\0';
	injection_remember_start();
}

const char *injection_library(void)
{
	return own_path;
}

/* The loader splits LD_PRELOAD at these. */
static bool can_be_preloaded(const char *path)
{
	return path[0] == '/' && strpbrk(path, ": ") == NULL;
}

static bool is_readable(const char *path)
{
	return faccessat(AT_FDCWD, path, R_OK, AT_EACCESS) == 0;
}

static void copy_path(struct text *path, const struct network *network)
{
	text_add(path, network->directory);
	text_add(path, "/libsocketwrap.so");
}

/* The loader cannot map code from a file system that is mounted noexec. */
static bool can_be_mapped(const char *path)
{
	struct statvfs file_system;
	return statvfs(path, &file_system) == 0 && (file_system.f_flag & ST_NOEXEC) == 0;
}

const char *injection_library_for(struct context context, char *storage, size_t size)
{
	if (can_be_preloaded(own_path) && is_readable(own_path))
		return own_path;
	struct text copy = text_start(storage, size);
	copy_path(&copy, context.network);
	bool is_usable =
		can_be_preloaded(storage) && is_readable(storage) && can_be_mapped(storage);
	return is_usable ? storage : NULL;
}

static bool needs_no_copy(void)
{
	if (!can_be_preloaded(own_path))
		return false;
	/* Readable for everybody, down from the root? */
	char path[PATH_MAX];
	struct text text = text_start(path, sizeof(path));
	for (const char *at = own_path; *at != '\0'; at++) {
		struct stat status;
		if (*at == '/' && text.length > 0 &&
		    (stat(path, &status) != 0 || (status.st_mode & S_IXOTH) == 0))
			return false;
		text_add_bytes(&text, at, 1);
	}
	struct stat status;
	return stat(own_path, &status) == 0 && (status.st_mode & S_IROTH) != 0;
}

static int copy_bytes(int from, int to)
{
	char bytes[8192];
	for (;;) {
		ssize_t got = real(read)(from, bytes, sizeof(bytes));
		if (got == 0)
			return 0;
		if (got < 0)
			return -errno;
		for (ssize_t done = 0; done < got;) {
			ssize_t written = real(write)(to, bytes + done, (size_t)(got - done));
			if (written < 0)
				return -errno;
			done += written;
		}
	}
}

int injection_publish_library(const struct network *network)
{
	if (needs_no_copy() || network->is_compat)
		return 0;
	char path[PATH_MAX], draft[PATH_MAX];
	struct text text = text_start(path, sizeof(path));
	copy_path(&text, network);
	if (access(path, F_OK) == 0)
		return 0;
	text = text_start(draft, sizeof(draft));
	copy_path(&text, network);
	text_add(&text, ".");
	text_add_number(&text, (unsigned)getpid());

	int from = real(open)(own_path, O_RDONLY | O_CLOEXEC);
	if (from < 0)
		return -errno;
	int to = real(open)(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0755);
	int result = to < 0 ? -errno : copy_bytes(from, to);
	/* Whoever finds the file finds all of it, whatever the process's umask is. */
	if (result == 0 && (fchmod(to, 0755) != 0 || rename(draft, path) != 0))
		result = -errno;
	real(close)(from);
	if (to >= 0)
		real(close)(to);
	if (result != 0)
		unlink(draft);
	return result;
}
