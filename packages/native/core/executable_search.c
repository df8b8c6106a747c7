#include "executable.h"

#include <string.h>

#include "text.h"

/* What glibc searches when there is no PATH. */
static const char default_path[] = "/bin:/usr/bin";
static const char end[] = "";

bool executable_next_candidate(const char **rest, const char *name, char *candidate, size_t size)
{
	if (strchr(name, '/') != NULL) {
		if (*rest == end || strlen(name) >= size)
			return false;
		*rest = end;
		struct text text = text_start(candidate, size);
		text_add(&text, name);
		return true;
	}
	const char *at = *rest == NULL ? default_path : *rest;
	while (at != end) {
		size_t length = strcspn(at, ":");
		const char *next = at[length] == ':' ? at + length + 1 : end;
		*rest = next;
		if (length + 1 + strlen(name) < size) {
			struct text text = text_start(candidate, size);
			text_add_bytes(&text, at, length);
			/* An empty entry is the working directory. */
			if (length > 0)
				text_add(&text, "/");
			text_add(&text, name);
			return true;
		}
		at = next;
	}
	*rest = end;
	return false;
}
