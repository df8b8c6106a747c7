#include "text.h"

#include <string.h>

struct text text_start(char *bytes, size_t size)
{
	bytes[0] = '\0';
	return (struct text){ .bytes = bytes, .size = size };
}

void text_add_bytes(struct text *text, const char *part, size_t length)
{
	size_t room = text->size - text->length - 1;
	if (length > room)
		length = room;
	memcpy(text->bytes + text->length, part, length);
	text->length += length;
	text->bytes[text->length] = '\0';
}

void text_add(struct text *text, const char *part)
{
	text_add_bytes(text, part, strlen(part));
}

void text_add_number(struct text *text, unsigned long number)
{
	char digits[24];
	size_t at = sizeof(digits);
	do {
		digits[--at] = (char)('0' + number % 10);
		number /= 10;
	} while (number != 0);
	text_add_bytes(text, digits + at, sizeof(digits) - at);
}

/* A `*` takes as little as it can; when the rest then fails, the last `*` takes one character more. */
bool text_matches(const char *pattern, size_t length, const char *text)
{
	const char *end = pattern + length, *star = NULL, *resume = NULL;
	while (*text != '\0') {
		if (pattern < end && *pattern == '*') {
			star = ++pattern;
			resume = text;
		} else if (pattern < end && *pattern == *text) {
			pattern++;
			text++;
		} else if (star != NULL) {
			pattern = star;
			text = ++resume;
		} else {
			return false;
		}
	}
	while (pattern < end && *pattern == '*')
		pattern++;
	return pattern == end;
}
