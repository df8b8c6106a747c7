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
#include "real/libc.h"
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
	return libc(faccessat)(AT_FDCWD, path, R_OK, AT_EACCESS) == 0;
}

static const char library_name[] = "libsocketwrap.so";
static const char supervisor_name[] = "socketwrap-supervise";
static const char identity_name[] = "libsocketwrap-identity.so";

static void add_place(struct text *path, const struct network *network, const char *name)
{
	text_add(path, network->directory);
	text_add(path, "/");
	text_add(path, name);
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
	add_place(&copy, context.network, library_name);
	bool is_usable =
		can_be_preloaded(storage) && is_readable(storage) && can_be_mapped(storage);
	return is_usable ? storage : NULL;
}

/* Whether there is a file of this name beside the library, for reading or executing. */
static bool find_beside(const char *library, const char *name, int mode, char *storage, size_t size)
{
	const char *slash = library == NULL ? NULL : strrchr(library, '/');
	struct text path = text_start(storage, size);
	if (slash == NULL)
		return false;
	text_add_bytes(&path, library, (size_t)(slash + 1 - library));
	text_add(&path, name);
	return libc(faccessat)(AT_FDCWD, storage, mode, AT_EACCESS) == 0;
}

bool injection_supervisor(const char *library, char *storage, size_t size)
{
	return find_beside(library, supervisor_name, X_OK, storage, size);
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

/* A copy of `from` in the network's directory, under the name `to`. */
static int copy_binary(const struct network *network, const char *from, const char *to)
{
	char path[PATH_MAX], draft[PATH_MAX];
	struct text text = text_start(path, sizeof(path));
	add_place(&text, network, to);
	if (access(path, F_OK) == 0)
		return 0;
	text = text_start(draft, sizeof(draft));
	add_place(&text, network, to);
	text_add(&text, ".");
	text_add_number(&text, (unsigned)getpid());

	int source = real(open)(from, O_RDONLY | O_CLOEXEC);
	if (source < 0)
		return -errno;
	int target = real(open)(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0755);
	int result = target < 0 ? -errno : copy_bytes(source, target);
	/* Whoever finds the file finds all of it, whatever the process's umask is. */
	if (result == 0 && (fchmod(target, 0755) != 0 || rename(draft, path) != 0))
		result = -errno;
	real(close)(source);
	if (target >= 0)
		real(close)(target);
	if (result != 0)
		unlink(draft);
	return result;
}

int injection_publish_library(const struct network *network)
{
	char beside[PATH_MAX];
	if (needs_no_copy() || network->is_compat)
		return 0;
	int result = copy_binary(network, own_path, library_name);
	if (result == 0 && injection_supervisor(own_path, beside, sizeof(beside)))
		result = copy_binary(network, beside, supervisor_name);
	if (result == 0 && find_beside(own_path, identity_name, R_OK, beside, sizeof(beside)))
		result = copy_binary(network, beside, identity_name);
	return result;
}
