/* open() and fopen() with their relatives, for the files that a host has its own of. */
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>

#include "../creation.h"
#include "../../core/hook.h"
#include "../../core/open_mode.h"
#include "../next.h"
#include "path.h"

static enum account_use use_of(int flags)
{
	bool changes = (flags & O_ACCMODE) != O_RDONLY || (flags & (O_CREAT | O_TRUNC)) != 0;
	return changes ? ACCOUNT_CHANGE : ACCOUNT_READ;
}

static enum account_use use_of_mode(const char *mode)
{
	return mode[0] != 'r' || mode[strcspn(mode, "+,")] == '+' ? ACCOUNT_CHANGE : ACCOUNT_READ;
}

HOOK int open(const char *path, int flags, ...)
{
	struct account_path ours;
	mode_t mode = READ_MODE(flags);
	if (!account_path_use(&path, use_of(flags), &ours))
		return -1;
	return CREATION(AT_FDCWD, path, flags, next(open)(path, flags, mode));
}

HOOK int open64(const char *path, int flags, ...)
{
	struct account_path ours;
	mode_t mode = READ_MODE(flags);
	if (!account_path_use(&path, use_of(flags), &ours))
		return -1;
	return CREATION(AT_FDCWD, path, flags, next(open64)(path, flags, mode));
}

HOOK int openat(int directory, const char *path, int flags, ...)
{
	struct account_path ours;
	mode_t mode = READ_MODE(flags);
	if (!account_path_use(&path, use_of(flags), &ours))
		return -1;
	return CREATION(directory, path, flags, next(openat)(directory, path, flags, mode));
}

HOOK int openat64(int directory, const char *path, int flags, ...)
{
	struct account_path ours;
	mode_t mode = READ_MODE(flags);
	if (!account_path_use(&path, use_of(flags), &ours))
		return -1;
	return CREATION(directory, path, flags, next(openat64)(directory, path, flags, mode));
}

/* What fortified programs call. */
int __open_2(const char *path, int flags);
HOOK int __open_2(const char *path, int flags)
{
	struct account_path ours;
	return account_path_use(&path, use_of(flags), &ours) ? next(__open_2)(path, flags) : -1;
}

int __open64_2(const char *path, int flags);
HOOK int __open64_2(const char *path, int flags)
{
	struct account_path ours;
	return account_path_use(&path, use_of(flags), &ours) ? next(__open64_2)(path, flags) : -1;
}

int __openat_2(int directory, const char *path, int flags);
HOOK int __openat_2(int directory, const char *path, int flags)
{
	struct account_path ours;
	return account_path_use(&path, use_of(flags), &ours)
	               ? next(__openat_2)(directory, path, flags)
	               : -1;
}

int __openat64_2(int directory, const char *path, int flags);
HOOK int __openat64_2(int directory, const char *path, int flags)
{
	struct account_path ours;
	return account_path_use(&path, use_of(flags), &ours)
	               ? next(__openat64_2)(directory, path, flags)
	               : -1;
}

HOOK FILE *fopen(const char *path, const char *mode)
{
	struct account_path ours;
	if (!account_path_use(&path, use_of_mode(mode), &ours))
		return NULL;
	return CREATION_OF_STREAM(path, mode, next(fopen)(path, mode));
}

HOOK FILE *fopen64(const char *path, const char *mode)
{
	struct account_path ours;
	if (!account_path_use(&path, use_of_mode(mode), &ours))
		return NULL;
	return CREATION_OF_STREAM(path, mode, next(fopen64)(path, mode));
}
