/* rename(), unlink() and other calls that change files by their names, for those that a host has its own of. */
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>
#include <utime.h>

#include "../../core/hook.h"
#include "../next.h"
#include "path.h"

/* The value of the call with the host's file in the place of `path`. */
#define CHANGE(path, call) \
	__extension__({ \
		struct account_path change_ours; \
		account_path_use(&(path), ACCOUNT_CHANGE, &change_ours) ? (call) : -1; \
	})
/* The same with two paths. */
#define CHANGE_BOTH(from, to, call) \
	__extension__({ \
		struct account_path change_from, change_to; \
		account_path_use(&(from), ACCOUNT_CHANGE, &change_from) && \
				account_path_use(&(to), ACCOUNT_CHANGE, &change_to) \
			? (call) \
			: -1; \
	})

HOOK int rename(const char *from, const char *to)
{
	return CHANGE_BOTH(from, to, next(rename)(from, to));
}

HOOK int renameat(int from_directory, const char *from, int to_directory, const char *to)
{
	return CHANGE_BOTH(from, to, next(renameat)(from_directory, from, to_directory, to));
}

HOOK int renameat2(int from_directory, const char *from, int to_directory, const char *to,
                   unsigned flags)
{
	return CHANGE_BOTH(from, to,
	                   next(renameat2)(from_directory, from, to_directory, to, flags));
}

HOOK int link(const char *from, const char *to)
{
	return CHANGE_BOTH(from, to, next(link)(from, to));
}

HOOK int linkat(int from_directory, const char *from, int to_directory, const char *to, int flags)
{
	return CHANGE_BOTH(from, to, next(linkat)(from_directory, from, to_directory, to, flags));
}

HOOK int unlink(const char *path)
{
	return CHANGE(path, next(unlink)(path));
}

HOOK int unlinkat(int directory, const char *path, int flags)
{
	return CHANGE(path, next(unlinkat)(directory, path, flags));
}

HOOK int remove(const char *path)
{
	return CHANGE(path, next(remove)(path));
}

HOOK int truncate(const char *path, off_t length)
{
	return CHANGE(path, next(truncate)(path, length));
}

HOOK int truncate64(const char *path, off64_t length)
{
	return CHANGE(path, next(truncate64)(path, length));
}

HOOK int chmod(const char *path, mode_t mode)
{
	return CHANGE(path, next(chmod)(path, mode));
}

HOOK int fchmodat(int directory, const char *path, mode_t mode, int flags)
{
	return CHANGE(path, next(fchmodat)(directory, path, mode, flags));
}

HOOK int utime(const char *path, const struct utimbuf *times)
{
	return CHANGE(path, next(utime)(path, times));
}

HOOK int utimes(const char *path, const struct timeval times[2])
{
	return CHANGE(path, next(utimes)(path, times));
}

HOOK int utimensat(int directory, const char *path, const struct timespec times[2], int flags)
{
	return CHANGE(path, next(utimensat)(directory, path, times, flags));
}
