/* The mode of open() and its relatives, which is an argument only when a file may be made. */
#ifndef SOCKETWRAP_OPEN_MODE_H
#define SOCKETWRAP_OPEN_MODE_H

#include <fcntl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <sys/types.h>

static inline bool open_takes_mode(int flags)
{
	return (flags & O_CREAT) != 0 || (flags & O_TMPFILE) == O_TMPFILE;
}

/* In a hook whose last named argument is `flags`. */
#define READ_MODE(flags) \
	__extension__({ \
		va_list read_rest; \
		va_start(read_rest, flags); \
		mode_t read_mode = open_takes_mode(flags) ? va_arg(read_rest, mode_t) : 0; \
		va_end(read_rest); \
		read_mode; \
	})

#endif
