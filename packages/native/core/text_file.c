#include "text_file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>

#include "../real/real.h"

size_t text_file_read(const char *path, char *bytes, size_t room)
{
	int saved_errno = errno;
	int fd = real(open)(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	size_t size = 0;
	ssize_t got = fd < 0 ? 0 : 1;
	while (got > 0 && size < room) {
		got = real(read)(fd, bytes + size, room - size);
		if (got > 0)
			size += (size_t)got;
	}
	if (fd >= 0)
		real(close)(fd);
	errno = saved_errno;
	return size;
}

static void skip(struct text_rest *rest, size_t size)
{
	rest->bytes += size;
	rest->size -= size;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\0';
}

bool text_take_line(struct text_rest *rest, const char *marks, struct text_rest *line)
{
	if (rest->size == 0)
		return false;
	const char *newline = memchr(rest->bytes, '\n', rest->size);
	size_t whole = newline == NULL ? rest->size : (size_t)(newline - rest->bytes), length = 0;
	while (length < whole &&
	       (rest->bytes[length] == '\0' || strchr(marks, rest->bytes[length]) == NULL))
		length++;
	*line = (struct text_rest){ rest->bytes, length };
	skip(rest, newline == NULL ? whole : whole + 1);
	return true;
}

bool text_take_word(struct text_rest *line, char *word, size_t room)
{
	size_t length = 0;
	while (line->size > 0 && is_blank(line->bytes[0]))
		skip(line, 1);
	while (length < line->size && !is_blank(line->bytes[length]))
		length++;
	bool has_room = length > 0 && length < room;
	if (has_room) {
		memcpy(word, line->bytes, length);
		word[length] = '\0';
	}
	skip(line, length);
	return has_room;
}

void text_trim(struct text_rest *line)
{
	while (line->size > 0 && is_blank(line->bytes[0]))
		skip(line, 1);
	while (line->size > 0 && is_blank(line->bytes[line->size - 1]))
		line->size--;
}
