#include "host_entry_buffer.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static size_t text_size(const struct host_answer *answer, size_t *aliases)
{
	size_t size = strlen(answer->name) + 1;
	for (*aliases = 0; *aliases < HOST_ALIASES_MAX && answer->aliases[*aliases] != NULL;
	     (*aliases)++)
		size += strlen(answer->aliases[*aliases]) + 1;
	return size;
}

static char *put_text(char **at, const char *text)
{
	size_t size = strlen(text) + 1;
	char *place = memcpy(*at, text, size);
	*at += size;
	return place;
}

/* The lists of pointers first, for their alignment, then addresses, then names. */
int host_entry_fill(const struct host_answer *answer, struct hostent *entry, char *buffer,
                    size_t size)
{
	size_t padding = (size_t)(-(uintptr_t)buffer) % sizeof(char *);
	size_t length = answer->family == AF_INET ? 4 : 16, skip = 16 - length;
	size_t count = (size_t)answer->count, aliases, texts = text_size(answer, &aliases);
	size_t lists = (count + aliases + 2) * sizeof(char *);
	if (size < padding + lists + count * length + texts)
		return ERANGE;
	char **list = (char **)(void *)(buffer + padding);
	char *at = buffer + padding + lists;
	entry->h_addrtype = answer->family;
	entry->h_length = (int)length;
	entry->h_addr_list = list;
	for (int i = 0; i < answer->count; i++, at += length)
		*list++ = memcpy(at, answer->addresses[i].bytes + skip, length);
	*list++ = NULL;
	entry->h_aliases = list;
	for (size_t i = 0; i < aliases; i++)
		*list++ = put_text(&at, answer->aliases[i]);
	*list = NULL;
	entry->h_name = put_text(&at, answer->name);
	return 0;
}

struct host_entry_memory *host_entry_memory(void)
{
	static _Thread_local struct host_entry_memory *memory;
	if (memory == NULL)
		memory = malloc(sizeof(*memory));
	return memory;
}
