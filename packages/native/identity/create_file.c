/* creat() and mkstemp() with its relatives; accounts/open.c has open() and fopen(). */
#include <fcntl.h>
#include <stdlib.h>

#include "accounts/path.h"
#include "creation.h"
#include "../core/hook.h"
#include "next.h"

HOOK int creat(const char *path, mode_t mode)
{
	struct account_path ours;
	if (!account_path_use(&path, ACCOUNT_CHANGE, &ours))
		return -1;
	return CREATION(AT_FDCWD, path, O_CREAT, next(creat)(path, mode));
}

HOOK int creat64(const char *path, mode_t mode)
{
	struct account_path ours;
	if (!account_path_use(&path, ACCOUNT_CHANGE, &ours))
		return -1;
	return CREATION(AT_FDCWD, path, O_CREAT, next(creat64)(path, mode));
}

HOOK int mkstemp(char *path)
{
	return creation_end(true, next(mkstemp)(path));
}

HOOK int mkstemp64(char *path)
{
	return creation_end(true, next(mkstemp64)(path));
}

HOOK int mkostemp(char *path, int flags)
{
	return creation_end(true, next(mkostemp)(path, flags));
}

HOOK int mkostemp64(char *path, int flags)
{
	return creation_end(true, next(mkostemp64)(path, flags));
}

HOOK int mkstemps(char *path, int suffix)
{
	return creation_end(true, next(mkstemps)(path, suffix));
}

HOOK int mkstemps64(char *path, int suffix)
{
	return creation_end(true, next(mkstemps64)(path, suffix));
}
