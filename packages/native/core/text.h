/* Builds short texts in a caller's buffer, without allocation: usable between fork and exec. */
#ifndef SOCKETWRAP_TEXT_H
#define SOCKETWRAP_TEXT_H

#include <stdbool.h>
#include <stddef.h>

/* `bytes` is always terminated; what does not fit is cut off. */
struct text {
	char *bytes;
	size_t size;
	size_t length;
};

struct text text_start(char *bytes, size_t size);
void text_add(struct text *text, const char *part);
void text_add_number(struct text *text, unsigned long number); /* decimal */
void text_add_bytes(struct text *text, const char *part, size_t length);

/* Whether the whole text is what the pattern says, in which `*` stands for any text. */
bool text_matches(const char *pattern, size_t length, const char *text);

#endif
