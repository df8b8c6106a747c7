#include "dns_name.h"

#include <string.h>

enum { POINTER = 0xc0, DEL = 0x7f, POINTERS_MAX = 64 };

/* Appends a label, with a dot before it unless it is the first. */
static bool add_label(const uint8_t *label, size_t length, char text[NAME_TEXT_SIZE], size_t *used)
{
	if (*used + length + 2 > NAME_TEXT_SIZE)
		return false;
	if (*used > 0)
		text[(*used)++] = '.';
	for (size_t i = 0; i < length; i++)
		text[(*used)++] = label[i] == '.' || label[i] == '\0' ? DEL : (char)label[i];
	return true;
}

/* A pointer must lead back, so that there is no loop. */
static bool follow(const uint8_t *message, size_t size, size_t *at)
{
	if (*at + 1 >= size)
		return false;
	size_t target = (size_t)(message[*at] & ~POINTER) << 8 | message[*at + 1];
	if (target >= *at)
		return false;
	*at = target;
	return true;
}

static bool read_name(const uint8_t *message, size_t size, size_t *offset, int pointers_allowed,
                      char text[NAME_TEXT_SIZE])
{
	size_t at = *offset, used = 0, end = 0;
	int pointers = 0;
	while (at < size && message[at] != 0) {
		size_t length = message[at];
		if ((length & POINTER) == POINTER) {
			end = end == 0 ? at + 2 : end;
			if (pointers++ == pointers_allowed || !follow(message, size, &at))
				return false;
			continue;
		}
		if (length > DNS_LABEL_MAX || at + length >= size ||
		    !add_label(message + at + 1, length, text, &used))
			return false;
		at += length + 1;
	}
	if (at >= size)
		return false;
	text[used] = '\0';
	*offset = end == 0 ? at + 1 : end;
	return true;
}

bool dns_name_read(const uint8_t *message, size_t size, size_t *offset, char text[NAME_TEXT_SIZE])
{
	return read_name(message, size, offset, POINTERS_MAX, text);
}

bool dns_name_read_plain(const uint8_t *bytes, size_t size, size_t *offset,
                         char text[NAME_TEXT_SIZE])
{
	return read_name(bytes, size, offset, 0, text);
}

size_t dns_name_write(const char *text, uint8_t *bytes, size_t room)
{
	size_t used = 0;
	while (*text != '\0') {
		size_t length = strcspn(text, ".");
		if (length == 0 || length > DNS_LABEL_MAX || used + length + 2 > room ||
		    used + length + 2 > DNS_NAME_WIRE_MAX)
			return 0;
		bytes[used++] = (uint8_t)length;
		memcpy(bytes + used, text, length);
		used += length;
		text += length;
		if (*text == '.')
			text++;
	}
	if (room == 0)
		return 0;
	bytes[used++] = 0;
	return used;
}

bool dns_name_normalise(const char *name, char normal[NAME_TEXT_SIZE])
{
	size_t length = strnlen(name, NAME_TEXT_SIZE), label = 0;
	if (length > 0 && name[length - 1] == '.')
		length--;
	if (length == 0 || length > DNS_NAME_WIRE_MAX - 2)
		return false;
	for (size_t i = 0; i < length; i++) {
		label = name[i] == '.' ? 0 : label + 1;
		if ((label == 0 && (i == 0 || name[i - 1] == '.')) || label > DNS_LABEL_MAX)
			return false;
		normal[i] = name[i] >= 'A' && name[i] <= 'Z' ? (char)(name[i] | 0x20) : name[i];
	}
	normal[length] = '\0';
	return label > 0;
}

const char *dns_name_parent(const char *name)
{
	if (*name == '\0')
		return NULL;
	const char *dot = strchr(name, '.');
	return dot == NULL ? name + strlen(name) : dot + 1;
}
