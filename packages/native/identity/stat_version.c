/* What stat() and its relatives are called in programs that were built with a glibc before 2.33. */
#include <sys/stat.h>

#include "accounts/path.h"
#include "appearance.h"
#include "believed.h"
#include "../core/hook.h"
#include "next.h"

static int show(int result, const struct place *place, struct stat *status)
{
	if (result == 0 && believed_is_on())
		appearance_change(place, status);
	return result;
}

int __xstat(int version, const char *path, struct stat *status);
HOOK int __xstat(int version, const char *path, struct stat *status)
{
	struct account_path ours;
	(void)account_path_use(&path, ACCOUNT_LOOK, &ours);
	return show(next(__xstat)(version, path, status), &(struct place){ AT_FDCWD, path, 0 },
	            status);
}

int __lxstat(int version, const char *path, struct stat *status);
HOOK int __lxstat(int version, const char *path, struct stat *status)
{
	struct account_path ours;
	(void)account_path_use(&path, ACCOUNT_LOOK, &ours);
	return show(next(__lxstat)(version, path, status),
	            &(struct place){ AT_FDCWD, path, AT_SYMLINK_NOFOLLOW }, status);
}

int __fxstat(int version, int fd, struct stat *status);
HOOK int __fxstat(int version, int fd, struct stat *status)
{
	return show(next(__fxstat)(version, fd, status), &(struct place){ fd, "", AT_EMPTY_PATH },
	            status);
}

int __fxstatat(int version, int directory, const char *path, struct stat *status, int flags);
HOOK int __fxstatat(int version, int directory, const char *path, struct stat *status, int flags)
{
	struct account_path ours;
	(void)account_path_use(&path, ACCOUNT_LOOK, &ours);
	return show(next(__fxstatat)(version, directory, path, status, flags),
	            &(struct place){ directory, path, flags }, status);
}

int __xstat64(int version, const char *path, struct stat64 *status);
HOOK int __xstat64(int version, const char *path, struct stat64 *status)
{
	struct account_path ours;
	(void)account_path_use(&path, ACCOUNT_LOOK, &ours);
	return __xstat(version, path, (struct stat *)status);
}

int __lxstat64(int version, const char *path, struct stat64 *status);
HOOK int __lxstat64(int version, const char *path, struct stat64 *status)
{
	struct account_path ours;
	(void)account_path_use(&path, ACCOUNT_LOOK, &ours);
	return __lxstat(version, path, (struct stat *)status);
}

int __fxstat64(int version, int fd, struct stat64 *status);
HOOK int __fxstat64(int version, int fd, struct stat64 *status)
{
	return __fxstat(version, fd, (struct stat *)status);
}

int __fxstatat64(int version, int directory, const char *path, struct stat64 *status, int flags);
HOOK int __fxstatat64(int version, int directory, const char *path, struct stat64 *status,
                      int flags)
{
	struct account_path ours;
	(void)account_path_use(&path, ACCOUNT_LOOK, &ours);
	return __fxstatat(version, directory, path, (struct stat *)status, flags);
}
