/* Reads small text files that people write, such as hosts(5) and resolv.conf(5), without allocation. */
#ifndef SOCKETWRAP_TEXT_FILE_H
#define SOCKETWRAP_TEXT_FILE_H

#include <stdbool.h>
#include <stddef.h>

/* The number of bytes, at most `room`; 0 when there is no such file. The end of a longer one is left out. */
size_t text_file_read(const char *path, char *bytes, size_t room);

/* What is left of a text. */
struct text_rest {
	const char *bytes;
	size_t size;
};

/* Takes the next line, without its comment, which one of the `marks` begins. False at the end. */
bool text_take_line(struct text_rest *rest, const char *marks, struct text_rest *line);
/* Takes the next word, between blanks. False at the end of the line, and for a word that has no room. */
bool text_take_word(struct text_rest *line, char *word, size_t room);

/* Takes blanks away at both ends of the line. */
void text_trim(struct text_rest *line);

#endif
