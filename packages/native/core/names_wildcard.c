#include "names_wildcard.h"

#include <string.h>

static bool is_in_tables(const struct names_view *view, const char *name)
{
	size_t length = strlen(name);
	for (int i = 0; i < NAMES_TABLES; i++)
		if (names_table_find(&view->tables[i], name, length) < view->tables[i].count)
			return true;
	return false;
}

bool names_wildcard_find(const struct names_view *view, const char *name, size_t enclosing,
                         char wildcard[NAME_TEXT_SIZE])
{
	const char *ancestor = name;
	while ((ancestor = dns_name_parent(ancestor)) != NULL) {
		size_t length = strlen(ancestor);
		strcpy(wildcard, length == 0 ? "*" : "*.");
		if (length + 2 < NAME_TEXT_SIZE)
			memcpy(wildcard + strlen(wildcard), ancestor, length + 1);
		if (is_in_tables(view, wildcard))
			return true;
		if (length <= enclosing || is_in_tables(view, ancestor))
			return false;
	}
	return false;
}
