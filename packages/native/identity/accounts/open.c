/* open() and fopen() with their relatives, for the files that a host has its own of. */
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>

#include "../creation.h"
#include "../hook.h"
#include "../next.h"
#include "path.h"

/* Calls `call` with the path in `found`, when it is another than the program's; else the result is `otherwise`. */
#define REDIRECT(path, failure, call, otherwise) \
	do { \
		if (__builtin_expect(!account_path_may_differ(path), 1)) \
			return otherwise; \
		struct account_path found; \
		account_path_find(&found, path); \
		if (found.error != 0) { \
			errno = found.error; \
			return failure; \
		} \
		return call; \
	} while (0)

static bool takes_mode(int flags)
{
	return (flags & O_CREAT) != 0 || (flags & O_TMPFILE) == O_TMPFILE;
}

/* The third argument, which is there only when a file may be made. */
#define READ_MODE(flags) \
	__extension__({ \
		va_list rest; \
		va_start(rest, flags); \
		mode_t read_mode = takes_mode(flags) ? va_arg(rest, mode_t) : 0; \
		va_end(rest); \
		read_mode; \
	})

HOOK int open(const char *path, int flags, ...)
{
	mode_t mode = READ_MODE(flags);
	REDIRECT(path, -1, next(open)(found.path, flags, mode),
	         CREATION(AT_FDCWD, path, flags, next(open)(path, flags, mode)));
}

HOOK int open64(const char *path, int flags, ...)
{
	mode_t mode = READ_MODE(flags);
	REDIRECT(path, -1, next(open64)(found.path, flags, mode),
	         CREATION(AT_FDCWD, path, flags, next(open64)(path, flags, mode)));
}

HOOK int openat(int directory, const char *path, int flags, ...)
{
	mode_t mode = READ_MODE(flags);
	REDIRECT(path, -1, next(openat)(directory, found.path, flags, mode),
	         CREATION(directory, path, flags, next(openat)(directory, path, flags, mode)));
}

HOOK int openat64(int directory, const char *path, int flags, ...)
{
	mode_t mode = READ_MODE(flags);
	REDIRECT(path, -1, next(openat64)(directory, found.path, flags, mode),
	         CREATION(directory, path, flags, next(openat64)(directory, path, flags, mode)));
}

/* What fortified programs call. */
int __open_2(const char *path, int flags);
HOOK int __open_2(const char *path, int flags)
{
	REDIRECT(path, -1, next(__open_2)(found.path, flags), next(__open_2)(path, flags));
}

int __open64_2(const char *path, int flags);
HOOK int __open64_2(const char *path, int flags)
{
	REDIRECT(path, -1, next(__open64_2)(found.path, flags), next(__open64_2)(path, flags));
}

int __openat_2(int directory, const char *path, int flags);
HOOK int __openat_2(int directory, const char *path, int flags)
{
	REDIRECT(path, -1, next(__openat_2)(directory, found.path, flags),
	         next(__openat_2)(directory, path, flags));
}

int __openat64_2(int directory, const char *path, int flags);
HOOK int __openat64_2(int directory, const char *path, int flags)
{
	REDIRECT(path, -1, next(__openat64_2)(directory, found.path, flags),
	         next(__openat64_2)(directory, path, flags));
}

HOOK FILE *fopen(const char *path, const char *mode)
{
	REDIRECT(path, NULL, next(fopen)(found.path, mode),
	         CREATION_OF_STREAM(path, mode, next(fopen)(path, mode)));
}

HOOK FILE *fopen64(const char *path, const char *mode)
{
	REDIRECT(path, NULL, next(fopen64)(found.path, mode),
	         CREATION_OF_STREAM(path, mode, next(fopen64)(path, mode)));
}
