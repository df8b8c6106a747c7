#include "stop.h"

#include <stdarg.h>
#include <stdio.h>

#include "real/real.h"

void stop_process(const char *format, ...)
{
	char line[1024] = "socketwrap: ";
	const size_t prefix = sizeof("socketwrap: ") - 1;
	va_list arguments;
	va_start(arguments, format);
	int length = vsnprintf(line + prefix, sizeof(line) - prefix - 1, format, arguments);
	va_end(arguments);
	size_t end = prefix + (length < 0 ? 0 : (size_t)length);
	if (end > sizeof(line) - 2)
		end = sizeof(line) - 2;
	line[end] = '\n';
	if (real(write)(STDERR_FILENO, line, end + 1) < 0)
		_exit(STOP_STATUS);
	_exit(STOP_STATUS);
}
