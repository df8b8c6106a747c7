/* system() and popen(): libc starts the shell by itself, out of reach of the other hooks, so the
 * command first puts the shell into the network and then runs. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/context.h"
#include "core/injection.h"
#include "core/launch.h"
#include "exec.h"
#include "../../core/hook.h"
#include "real/real.h"

static size_t quoted_size(const char *word)
{
	size_t size = 3;
	for (; *word != '\0'; word++)
		size += *word == '\'' ? 4 : 1;
	return size;
}

static char *append(char *at, const char *word)
{
	size_t length = strlen(word);
	memcpy(at, word, length + 1);
	return at + length;
}

static char *append_quoted(char *at, const char *word)
{
	*at++ = '\'';
	for (; *word != '\0'; word++) {
		if (*word == '\'')
			at = append(at, "'\\''");
		else
			*at++ = *word;
	}
	return append(at, "'");
}

static bool is_in(char *const environment[], const char *entry)
{
	for (; environment != NULL && *environment != NULL; environment++)
		if (strcmp(*environment, entry) == 0)
			return true;
	return false;
}

/* "exec env" would need a PATH; assignments before exec do not. */
static const char tail[] = "exec /bin/sh -c ";

static bool has_news(char **injected)
{
	while (*injected != NULL && is_in(environ, *injected))
		injected++;
	return *injected != NULL;
}

static size_t wrapped_size(char **injected, const char *command)
{
	size_t size = sizeof(tail) + quoted_size(command);
	for (; *injected != NULL; injected++)
		if (!is_in(environ, *injected))
			size += quoted_size(*injected) + 1;
	return size;
}

static char *write_wrapped(char *wrapped, char **injected, const char *command)
{
	char *at = wrapped;
	for (; *injected != NULL; injected++) {
		if (is_in(environ, *injected))
			continue;
		const char *equals = strchr(*injected, '=');
		memcpy(at, *injected, (size_t)(equals + 1 - *injected));
		at = append_quoted(at + (equals + 1 - *injected), equals + 1);
		*at++ = ' ';
	}
	append_quoted(append(at, tail), command);
	return wrapped;
}

/* The command to give to libc, for the caller to free. NULL when the shell may not run (errno). */
static char *wrap_command(struct context context, const char *command)
{
	struct launch launch;
	launch_judge(&launch, context, AT_FDCWD, "/bin/sh", environ);
	if (launch.verdict == LAUNCH_OUTSIDE)
		return strdup(command);
	if (launch.verdict == LAUNCH_REFUSED || launch.verdict == LAUNCH_FAILED) {
		errno = launch.error;
		return NULL;
	}
	void *storage = malloc(injection_size(environ));
	if (storage == NULL)
		return NULL;
	char **injected =
		injection_build(context, environ, launch.library, launch.links_asan, storage);
	char *wrapped;
	if (!has_news(injected))
		wrapped = strdup(command);
	else if ((wrapped = malloc(wrapped_size(injected, command))) != NULL)
		write_wrapped(wrapped, injected, command);
	free(storage);
	exec_mark_sockets();
	return wrapped;
}

HOOK int system(const char *command)
{
	struct context context = context_current();
	if (context.network == NULL || command == NULL)
		return real(system)(command);
	int saved_errno = errno;
	char *wrapped = wrap_command(context, command);
	if (wrapped == NULL)
		return -1;
	errno = saved_errno;
	int status = real(system)(wrapped);
	saved_errno = errno;
	free(wrapped);
	errno = saved_errno;
	return status;
}

HOOK FILE *popen(const char *command, const char *mode)
{
	struct context context = context_current();
	if (context.network == NULL)
		return real(popen)(command, mode);
	int saved_errno = errno;
	char *wrapped = wrap_command(context, command);
	if (wrapped == NULL)
		return NULL;
	errno = saved_errno;
	FILE *stream = real(popen)(wrapped, mode);
	saved_errno = errno;
	free(wrapped);
	errno = saved_errno;
	return stream;
}
