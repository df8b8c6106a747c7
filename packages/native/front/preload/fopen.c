/* fopen() and its relatives, which libc does not do by open(). */
#include <fcntl.h>
#include <stdio.h>
#include <stdio_ext.h>
#include <string.h>

#include "../../core/socket.h"
#include "../../core/text.h"
#include "../../core/virtual_file.h"
#include "../../real/real.h"
#include "../../core/hook.h"

/* The mode's flags when it is for reading, else O_RDWR. */
static int flags_of(const char *mode)
{
	if (mode[0] != 'r' || mode[strcspn(mode, "+,")] == '+')
		return O_RDWR;
	return O_RDONLY | (mode[strcspn(mode, "e,")] == 'e' ? O_CLOEXEC : 0);
}

/* The hook of open() knows which files are not the machine's. */
static int open_virtual(const char *path, const char *mode)
{
	if (__builtin_expect(virtual_file_of(path) == FILE_REAL, 1) || flags_of(mode) == O_RDWR)
		return -1;
	return open(path, flags_of(mode));
}

HOOK FILE *fopen(const char *path, const char *mode)
{
	int fd = open_virtual(path, mode);
	return fd < 0 ? real(fopen)(path, mode) : fdopen(fd, mode);
}

HOOK FILE *fopen64(const char *path, const char *mode)
{
	int fd = open_virtual(path, mode);
	return fd < 0 ? real(fopen64)(path, mode) : fdopen(fd, mode);
}

static FILE *reopen(int fd, const char *mode, FILE *file)
{
	char path[32];
	struct text text = text_start(path, sizeof(path));
	text_add(&text, "/proc/self/fd/");
	text_add_number(&text, (unsigned long)fd);
	FILE *reopened = real(freopen)(path, mode, file);
	real(close)(fd);
	return reopened;
}

/* Within libc the stream's number becomes another file's. What it holds is for the socket. */
static void leave_socket(FILE *file)
{
	int fd = file == NULL ? -1 : fileno(file);
	if (fd < 0 || table_find(fd) == NULL)
		return;
	if (fflush(file) != 0)
		__fpurge(file);
	table_forget(fd);
}

HOOK FILE *freopen(const char *path, const char *mode, FILE *file)
{
	leave_socket(file);
	int fd = path == NULL ? -1 : open_virtual(path, mode);
	return fd < 0 ? real(freopen)(path, mode, file) : reopen(fd, mode, file);
}

HOOK FILE *freopen64(const char *path, const char *mode, FILE *file)
{
	leave_socket(file);
	int fd = path == NULL ? -1 : open_virtual(path, mode);
	return fd < 0 ? real(freopen64)(path, mode, file) : reopen(fd, mode, file);
}
