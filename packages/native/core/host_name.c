#include "host_name.h"

#include <string.h>

enum { LABEL_MAX = 63 };

static bool is_letter_or_digit(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static bool is_label(const char *text, size_t length)
{
	if (length == 0 || length > LABEL_MAX)
		return false;
	if (!is_letter_or_digit(text[0]) || !is_letter_or_digit(text[length - 1]))
		return false;
	for (size_t i = 0; i < length; i++)
		if (!is_letter_or_digit(text[i]) && text[i] != '-')
			return false;
	return true;
}

bool host_name_is_valid(const char *name)
{
	if (strlen(name) >= HOST_NAME_SIZE)
		return false;
	for (;;) {
		size_t length = strcspn(name, ".");
		if (!is_label(name, length))
			return false;
		if (name[length] == '\0')
			return true;
		name += length + 1;
	}
}
