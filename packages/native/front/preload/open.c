/* open() and its relatives, for the few files that a network has its own of. */
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>

#include "../../core/virtual_file.h"
#include "../../real/real.h"
#include "../../core/hook.h"
#include "../../core/open_mode.h"

/* Where a pool of threads opens it for somebody, the network may not be known. In a directory of
 * socket_wrapper's kind the files are the machine's. */
static bool is_virtual(enum virtual_file file, int flags, struct context *context)
{
	enum { FOR_MORE_THAN_READING = O_ACCMODE | O_CREAT | O_TRUNC | O_DIRECTORY | O_PATH };
	if (file == FILE_REAL || (flags & FOR_MORE_THAN_READING) != O_RDONLY)
		return false;
	if (!context_for_pool(context))
		*context = (struct context){ 0 };
	else if (context->network == NULL)
		return false;
	return !context_is_compat(*context);
}

/* A descriptor, or -1: the file is the machine's, or cannot be made. */
static int open_virtual(const char *path, int flags)
{
	enum virtual_file file = virtual_file_of(path);
	struct context context;
	if (__builtin_expect(file == FILE_REAL, 1) || !is_virtual(file, flags, &context))
		return -1;
	int saved_errno = errno;
	int fd = virtual_file_open(context, file, flags);
	errno = saved_errno;
	return fd < 0 ? -1 : fd;
}

HOOK int open(const char *path, int flags, ...)
{
	int fd = open_virtual(path, flags);
	return fd >= 0 ? fd : real(open)(path, flags, READ_MODE(flags));
}

HOOK int open64(const char *path, int flags, ...)
{
	int fd = open_virtual(path, flags);
	return fd >= 0 ? fd : real(open64)(path, flags, READ_MODE(flags));
}

HOOK int openat(int directory, const char *path, int flags, ...)
{
	int fd = open_virtual(path, flags);
	return fd >= 0 ? fd : real(openat)(directory, path, flags, READ_MODE(flags));
}

HOOK int openat64(int directory, const char *path, int flags, ...)
{
	int fd = open_virtual(path, flags);
	return fd >= 0 ? fd : real(openat64)(directory, path, flags, READ_MODE(flags));
}

/* What fortified programs call. */
int __open_2(const char *path, int flags);
HOOK int __open_2(const char *path, int flags)
{
	int fd = open_virtual(path, flags);
	return fd >= 0 ? fd : real(__open_2)(path, flags);
}

int __open64_2(const char *path, int flags);
HOOK int __open64_2(const char *path, int flags)
{
	int fd = open_virtual(path, flags);
	return fd >= 0 ? fd : real(__open64_2)(path, flags);
}

int __openat_2(int directory, const char *path, int flags);
HOOK int __openat_2(int directory, const char *path, int flags)
{
	int fd = open_virtual(path, flags);
	return fd >= 0 ? fd : real(__openat_2)(directory, path, flags);
}

int __openat64_2(int directory, const char *path, int flags);
HOOK int __openat64_2(int directory, const char *path, int flags)
{
	int fd = open_virtual(path, flags);
	return fd >= 0 ? fd : real(__openat64_2)(directory, path, flags);
}
