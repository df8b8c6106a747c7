/* dprintf(): newer libcs write without a stream. */
#include <stdlib.h>

#include "../../core/socket.h"
#include "../../real/real.h"
#include "../../core/hook.h"

HOOK int __dprintf_chk(int fd, int flag, const char *format, ...);
HOOK int __vdprintf_chk(int fd, int flag, const char *format, va_list arguments);
int __vasprintf_chk(char **text, int flag, const char *format, va_list arguments);

/* All of it, as one write where that is possible; frees the text. */
static int write_text(int fd, char *text, int length)
{
	int done = 0;
	while (done < length) {
		ssize_t count = write(fd, text + done, (size_t)(length - done));
		if (count < 0) {
			length = -1;
			break;
		}
		done += (int)count;
	}
	free(text);
	return length;
}

int __vdprintf_chk(int fd, int flag, const char *format, va_list arguments)
{
	char *text;
	if (table_find(fd) == NULL)
		return real(__vdprintf_chk)(fd, flag, format, arguments);
	int length = __vasprintf_chk(&text, flag, format, arguments);
	return length < 0 ? length : write_text(fd, text, length);
}

HOOK int vdprintf(int fd, const char *format, va_list arguments)
{
	return table_find(fd) == NULL ? real(vdprintf)(fd, format, arguments)
	                              : __vdprintf_chk(fd, 0, format, arguments);
}

HOOK int dprintf(int fd, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	int result = vdprintf(fd, format, arguments);
	va_end(arguments);
	return result;
}

int __dprintf_chk(int fd, int flag, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	int result = __vdprintf_chk(fd, flag, format, arguments);
	va_end(arguments);
	return result;
}
