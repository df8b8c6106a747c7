/* The life of descriptors: an entry goes before its number can be given away again. */
#include <stdio.h>

#include "../../core/socket.h"
#include "../../real/real.h"
#include "../../core/hook.h"
#include "stdio_hook.h"

HOOK int close(int fd)
{
	table_forget(fd);
	return real(close)(fd);
}

HOOK int __close(int fd)
{
	return close(fd);
}

HOOK int fclose(FILE *stream)
{
	int fd = stream == NULL || stdio_hook_is_on() ? -1 : fileno(stream);
	if (fd >= 0)
		table_forget(fd);
	return real(fclose)(stream);
}

/* Within libc the standard numbers become those of /dev/null. */
HOOK int daemon(int keeps_directory, int keeps_files)
{
	if (!keeps_files)
		table_forget_range(STDIN_FILENO, STDERR_FILENO);
	return real(daemon)(keeps_directory, keeps_files);
}

HOOK int close_range(unsigned first, unsigned last, int flags)
{
	enum { SETS_FLAG_ONLY = 1 << 2 }; /* CLOSE_RANGE_CLOEXEC */
	if ((flags & SETS_FLAG_ONLY) == 0)
		table_forget_range(first, last);
	return real(close_range)(first, last, flags);
}

HOOK void closefrom(int first)
{
	table_forget_range(first < 0 ? 0 : (unsigned)first, ~0u);
	real(closefrom)(first);
}

HOOK int dup(int fd)
{
	int copy = real(dup)(fd);
	if (copy >= 0)
		table_share(fd, copy);
	return copy;
}

/* The kernel closes `copy` in the same step, hence the entry goes first. */
HOOK int dup3(int fd, int copy, int flags)
{
	if (fd != copy && copy >= 0 && real(fcntl)(fd, F_GETFD) >= 0)
		table_forget(copy);
	int result = real(dup3)(fd, copy, flags);
	if (result >= 0)
		table_share(fd, result);
	return result;
}

HOOK int dup2(int fd, int copy)
{
	if (fd != copy && copy >= 0 && real(fcntl)(fd, F_GETFD) >= 0)
		table_forget(copy);
	int result = real(dup2)(fd, copy);
	if (result >= 0)
		table_share(fd, result);
	return result;
}

HOOK int fcntl(int fd, int command, ...)
{
	va_list rest;
	va_start(rest, command);
	void *argument = va_arg(rest, void *);
	va_end(rest);
	int result = real(fcntl)(fd, command, argument);
	if (result >= 0 && (command == F_DUPFD || command == F_DUPFD_CLOEXEC))
		table_share(fd, result);
	return result;
}

HOOK int fcntl64(int fd, int command, ...)
{
	va_list rest;
	va_start(rest, command);
	void *argument = va_arg(rest, void *);
	va_end(rest);
	int result = real(fcntl64)(fd, command, argument);
	if (result >= 0 && (command == F_DUPFD || command == F_DUPFD_CLOEXEC))
		table_share(fd, result);
	return result;
}
