/* execl, execlp and execle: the arguments, one by one, become an array on the stack. */
#include <alloca.h>
#include <stdarg.h>
#include <stddef.h>
#include <unistd.h>

#include "../../core/hook.h"

static size_t count_list(va_list list)
{
	size_t count = 1;
	va_list walk;
	va_copy(walk, list);
	while (va_arg(walk, char *) != NULL)
		count++;
	va_end(walk);
	return count;
}

static void take_list(char **arguments, const char *first, size_t count, va_list *list)
{
	arguments[0] = (char *)first;
	for (size_t i = 1; i <= count; i++)
		arguments[i] = va_arg(*list, char *);
}

HOOK int execl(const char *file, const char *first, ...)
{
	va_list list;
	va_start(list, first);
	size_t count = count_list(list);
	char **arguments = alloca((count + 1) * sizeof(char *));
	take_list(arguments, first, count, &list);
	va_end(list);
	return execv(file, arguments);
}

HOOK int execlp(const char *name, const char *first, ...)
{
	va_list list;
	va_start(list, first);
	size_t count = count_list(list);
	char **arguments = alloca((count + 1) * sizeof(char *));
	take_list(arguments, first, count, &list);
	va_end(list);
	return execvp(name, arguments);
}

HOOK int execle(const char *file, const char *first, ...)
{
	va_list list;
	va_start(list, first);
	size_t count = count_list(list);
	char **arguments = alloca((count + 1) * sizeof(char *));
	take_list(arguments, first, count, &list);
	char *const *environment = va_arg(list, char *const *);
	va_end(list);
	return execve(file, arguments, environment);
}
