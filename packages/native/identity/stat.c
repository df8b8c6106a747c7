/* stat() and its relatives. The forms with 64 in their names have the same structure here. */
#include <sys/stat.h>

#include "accounts/path.h"
#include "appearance.h"
#include "believed.h"
#include "../core/hook.h"
#include "next.h"

_Static_assert(sizeof(struct stat) == sizeof(struct stat64), "one structure for both forms");

static int show(int result, const struct place *place, struct stat *status)
{
	if (result == 0 && believed_is_on())
		appearance_change(place, status);
	return result;
}

HOOK int stat(const char *path, struct stat *status)
{
	struct account_path ours;
	(void)account_path_use(&path, ACCOUNT_LOOK, &ours);
	return show(next(stat)(path, status), &(struct place){ AT_FDCWD, path, 0 }, status);
}

HOOK int lstat(const char *path, struct stat *status)
{
	struct account_path ours;
	(void)account_path_use(&path, ACCOUNT_LOOK, &ours);
	return show(next(lstat)(path, status),
	            &(struct place){ AT_FDCWD, path, AT_SYMLINK_NOFOLLOW }, status);
}

HOOK int fstat(int fd, struct stat *status)
{
	return show(next(fstat)(fd, status), &(struct place){ fd, "", AT_EMPTY_PATH }, status);
}

HOOK int fstatat(int directory, const char *path, struct stat *status, int flags)
{
	struct account_path ours;
	(void)account_path_use(&path, ACCOUNT_LOOK, &ours);
	return show(next(fstatat)(directory, path, status, flags),
	            &(struct place){ directory, path, flags }, status);
}

HOOK int stat64(const char *path, struct stat64 *status)
{
	struct account_path ours;
	(void)account_path_use(&path, ACCOUNT_LOOK, &ours);
	return stat(path, (struct stat *)status);
}

HOOK int lstat64(const char *path, struct stat64 *status)
{
	struct account_path ours;
	(void)account_path_use(&path, ACCOUNT_LOOK, &ours);
	return lstat(path, (struct stat *)status);
}

HOOK int fstat64(int fd, struct stat64 *status)
{
	return fstat(fd, (struct stat *)status);
}

HOOK int fstatat64(int directory, const char *path, struct stat64 *status, int flags)
{
	struct account_path ours;
	(void)account_path_use(&path, ACCOUNT_LOOK, &ours);
	return fstatat(directory, path, (struct stat *)status, flags);
}

HOOK int statx(int directory, const char *path, int flags, unsigned mask, struct statx *status)
{
	struct account_path ours;
	(void)account_path_use(&path, ACCOUNT_LOOK, &ours);
	int result = next(statx)(directory, path, flags, mask, status);
	if (result == 0 && believed_is_on())
		appearance_change_statx(&(struct place){ directory, path, flags }, status);
	return result;
}
