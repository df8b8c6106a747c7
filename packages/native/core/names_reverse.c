#include "names_reverse.h"

#include <string.h>

#include "text.h"

static const char v4_end[] = "in-addr.arpa", v6_end[] = "ip6.arpa";
static const char digits[] = "0123456789abcdef";

void names_reverse_format(const struct address *address, char name[NAME_TEXT_SIZE])
{
	struct text text = text_start(name, NAME_TEXT_SIZE);
	bool is_v4 = address_is_v4(address);
	for (int i = 15; i >= (is_v4 ? 12 : 0); i--) {
		uint8_t byte = address->bytes[i];
		char nibbles[] = { digits[byte & 15], '.', digits[byte >> 4], '.' };
		if (is_v4) {
			text_add_number(&text, byte);
			text_add(&text, ".");
		} else {
			text_add_bytes(&text, nibbles, sizeof(nibbles));
		}
	}
	text_add(&text, is_v4 ? v4_end : v6_end);
}

/* A decimal number up to 255 with a dot behind it; what follows, or NULL. */
static const char *take_byte(const char *name, uint8_t *byte)
{
	unsigned value = 0, length = 0;
	for (; name[length] >= '0' && name[length] <= '9' && length < 3; length++)
		value = value * 10 + (unsigned)(name[length] - '0');
	if (length == 0 || name[length] != '.' || value > 255)
		return NULL;
	*byte = (uint8_t)value;
	return name + length + 1;
}

static const char *take_nibble(const char *name, uint8_t *nibble)
{
	const char *digit = *name == '\0' ? NULL : strchr(digits, *name);
	if (digit == NULL || name[1] != '.')
		return NULL;
	*nibble = (uint8_t)(digit - digits);
	return name + 2;
}

static bool parse_v4(const char *name, struct address *address)
{
	*address = address_any(AF_INET);
	for (int i = 15; i >= 12 && name != NULL; i--)
		name = take_byte(name, &address->bytes[i]);
	return name != NULL && strcmp(name, v4_end) == 0;
}

static bool parse_v6(const char *name, struct address *address)
{
	for (int i = 15; i >= 0 && name != NULL; i--) {
		uint8_t low = 0, high = 0;
		name = take_nibble(name, &low);
		if (name != NULL)
			name = take_nibble(name, &high);
		address->bytes[i] = (uint8_t)(high << 4 | low);
	}
	return name != NULL && strcmp(name, v6_end) == 0;
}

bool names_reverse_parse(const char *name, struct address *address)
{
	return parse_v4(name, address) || parse_v6(name, address);
}
