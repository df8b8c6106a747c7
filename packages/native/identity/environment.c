#include "environment.h"

#include <dlfcn.h>
#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "carried.h"
#include "core/text.h"
#include "privileges.h"

/* libsocketwrap.so hides it so from the supervisor, which is no program that believes anything. */
#define HIDDEN "SOCKET_WRAPPER_"
enum { ADDED = 3 };

static const char library_name[] = "/libsocketwrap-identity.so";
static char library[PATH_MAX];

void environment_start(void)
{
	Dl_info info;
	if (dladdr(library, &info) == 0 || info.dli_fname == NULL ||
	    realpath(info.dli_fname, library) == NULL)
		library[0] = '\0';
}

static size_t count_of(char *const environment[])
{
	size_t count = 0;
	while (environment != NULL && environment[count] != NULL)
		count++;
	return count;
}

static bool begins(const char *text, const char *start)
{
	return strncmp(text, start, strlen(start)) == 0;
}

static bool is_preload(const char *entry)
{
	return begins(entry, "LD_PRELOAD=") || begins(entry, HIDDEN "LD_PRELOAD=");
}

static const char *find_preload(char *const environment[])
{
	for (size_t i = 0; environment != NULL && environment[i] != NULL; i++)
		if (is_preload(environment[i]))
			return environment[i];
	return "LD_PRELOAD=";
}

size_t environment_size(char *const environment[])
{
	return (count_of(environment) + ADDED + 1) * sizeof(char *) + CARRIED_SIZE +
	       strlen(find_preload(environment)) + sizeof(library) + 2;
}

static bool names_library(const char *preload)
{
	const char *found = strstr(preload, library_name);
	const char *end = found == NULL ? NULL : found + sizeof(library_name) - 1;
	return end != NULL && (*end == '\0' || *end == ':' || *end == ' ');
}

static void build_preload(struct text *text, const char *before)
{
	text_add(text, before);
	if (names_library(before) || library[0] == '\0')
		return;
	if (text->bytes[text->length - 1] != '=')
		text_add(text, ":");
	text_add(text, library);
}

char **environment_build(const struct credentials *credentials, char *const environment[],
                         void *storage)
{
	char **entries = storage;
	size_t count = 0, slots = count_of(environment) + ADDED + 1;
	char *carried = (char *)(entries + slots);
	if (credentials != NULL)
		carried_format(credentials, carried);
	const char *before = find_preload(environment);
	struct text preload =
		text_start(carried + CARRIED_SIZE, strlen(before) + sizeof(library) + 2);
	build_preload(&preload, before);

	entries[count++] = preload.bytes;
	if (credentials != NULL)
		entries[count++] = carried;
	if (privileges_setting() != NULL)
		entries[count++] = (char *)privileges_setting();
	for (size_t i = 0; environment != NULL && environment[i] != NULL; i++)
		if (!is_preload(environment[i]) && !begins(environment[i], PRIVILEGES_NAME "=") &&
		    !begins(environment[i], CARRIED_NAME "="))
			entries[count++] = environment[i];
	entries[count] = NULL;
	return entries;
}
