#include "log.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "../real/real.h"
#include "network.h"
#include "program.h"
#include "settings.h"

static bool is_wanted(enum log_level level)
{
	return settings_current()->debug_level >= (int)level;
}

static void write_line(struct context context, const char *what, const char *subject, int error)
{
	char line[512], program[PROGRAM_NAME_SIZE];
	int saved_errno = errno;
	program_name(program);
	int length = snprintf(line, sizeof(line), "socketwrap: %s %s[%d]: %s %s%s%s\n",
	                      host_name(context), program, (int)getpid(), what, subject,
	                      error == 0 ? "" : ": ", error == 0 ? "" : strerrorname_np(error));
	if (length > (int)sizeof(line) - 1)
		length = (int)sizeof(line) - 1;
	ssize_t written = real(write)(STDERR_FILENO, line, (size_t)(length > 0 ? length : 0));
	(void)written; /* A program without stderr has nobody to tell. */
	errno = saved_errno;
}

void log_endpoint(struct context context, enum log_level level, const char *what,
                  const struct endpoint *endpoint, int error)
{
	char text[ENDPOINT_TEXT_SIZE];
	if (!is_wanted(level))
		return;
	endpoint_format(endpoint, text);
	write_line(context, what, text, error);
}

void log_text(struct context context, enum log_level level, const char *what, const char *text)
{
	if (is_wanted(level))
		write_line(context, what, text, 0);
}
