#include "supervised.h"

#include <string.h>

static size_t count_arguments(char *const arguments[])
{
	size_t count = 0;
	while (arguments != NULL && arguments[count] != NULL)
		count++;
	return count;
}

size_t supervised_size(char *const arguments[])
{
	return (count_arguments(arguments) + 4) * sizeof(char *);
}

/* A program without arguments, not even its own name, gets an empty name from the kernel too. */
char **supervised_build(const struct launch *launch, const char *file, char *const arguments[],
                        void *storage)
{
	char **built = storage;
	size_t count = count_arguments(arguments), before = 0;
	if (!launch->is_supervisor) {
		built[before++] = (char *)"socketwrap-supervise";
		built[before++] = (char *)file;
	}
	if (count > 0)
		memcpy(built + before, arguments, count * sizeof(char *));
	else
		built[before + count++] = (char *)"";
	built[before + count] = NULL;
	return built;
}
