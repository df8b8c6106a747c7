#include "carried.h"

#include <string.h>

#include "capabilities.h"
#include "core/text.h"

static void add_numbers(struct text *text, const uint32_t *numbers, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			text_add(text, ":");
		text_add_number(text, numbers[i]);
	}
}

static void add_hexadecimal(struct text *text, uint64_t set)
{
	char digits[17];
	size_t at = sizeof(digits);
	do {
		digits[--at] = "0123456789abcdef"[set & 15];
		set >>= 4;
	} while (set != 0);
	text_add_bytes(text, digits + at, sizeof(digits) - at);
}

static void add_capabilities(struct text *text, const struct credentials *of)
{
	const uint64_t sets[] = { of->permitted, of->effective, of->inheritable, of->bounding };
	text_add(text, " capabilities=");
	for (size_t i = 0; i < sizeof(sets) / sizeof(sets[0]); i++) {
		if (i > 0)
			text_add(text, ":");
		add_hexadecimal(text, sets[i]);
	}
}

void carried_format(const struct credentials *of, char bytes[CARRIED_SIZE])
{
	struct text text = text_start(bytes, CARRIED_SIZE);
	text_add(&text, CARRIED_NAME "=users=");
	add_numbers(&text, of->users, IDS);
	text_add(&text, " groups=");
	add_numbers(&text, of->groups, IDS);
	text_add(&text, " others=");
	add_numbers(&text, of->others, of->other_count);
	add_capabilities(&text, of);
	text_add(&text, " securebits=");
	text_add_number(&text, of->securebits);
	if (of->has_no_new_privileges != 0)
		text_add(&text, " nonewprivileges=1");
}

static int digit_of(char letter, unsigned base)
{
	int digit = letter >= '0' && letter <= '9'   ? letter - '0'
	            : letter >= 'a' && letter <= 'f' ? letter - 'a' + 10
	                                             : 16;
	return digit < (int)base ? digit : -1;
}

/* The numbers with colons between them, up to a space or the end; how many, or -1. */
static int read_numbers(const char **at, unsigned base, uint64_t limit, uint64_t *numbers, int room)
{
	int count = 0;
	if (**at == ' ' || **at == '\0')
		return 0;
	for (;; (*at)++) {
		uint64_t number = 0;
		if (digit_of(**at, base) < 0 || count >= room)
			return -1;
		for (int digit; (digit = digit_of(**at, base)) >= 0; (*at)++) {
			number = number * base + (unsigned)digit;
			if (number > limit)
				return -1;
		}
		numbers[count++] = number;
		if (**at != ':')
			return **at == ' ' || **at == '\0' ? count : -1;
	}
}

static bool read_ids(const char **at, uint32_t ids[IDS])
{
	uint64_t numbers[IDS];
	int count = read_numbers(at, 10, UINT32_MAX - 1, numbers, IDS);
	if (count != 1 && count != IDS)
		return false;
	for (int i = 0; i < IDS; i++)
		ids[i] = (uint32_t)numbers[count == 1 ? 0 : i];
	return true;
}

static bool read_others(const char **at, struct credentials *of)
{
	of->other_count = 0;
	if (**at == ' ' || **at == '\0')
		return true;
	for (;;) {
		uint64_t number = 0;
		if (digit_of(**at, 10) < 0 || of->other_count >= GROUPS_MAX)
			return false;
		for (int digit; (digit = digit_of(**at, 10)) >= 0; (*at)++) {
			number = number * 10 + (unsigned)digit;
			if (number >= UINT32_MAX)
				return false;
		}
		of->others[of->other_count++] = (gid_t)number;
		if (**at != ':')
			return **at == ' ' || **at == '\0';
		(*at)++;
	}
}

static bool read_capabilities(const char **at, struct credentials *of)
{
	uint64_t sets[4];
	if (read_numbers(at, 16, EVERY_CAPABILITY, sets, 4) != 4)
		return false;
	of->permitted = sets[0];
	of->effective = sets[1];
	of->inheritable = sets[2];
	of->bounding = sets[3];
	return true;
}

static bool read_number(const char **at, uint32_t *number)
{
	uint64_t value;
	if (read_numbers(at, 10, UINT32_MAX, &value, 1) != 1)
		return false;
	*number = (uint32_t)value;
	return true;
}

static bool take(const char **at, const char *name)
{
	size_t length = strlen(name);
	if (strncmp(*at, name, length) != 0)
		return false;
	*at += length;
	return true;
}

bool carried_parse(struct credentials *of, const char *at)
{
	bool has_users = false, has_groups = false, has_capabilities = false, is_good = true;
	memset(of, 0, offsetof(struct credentials, others));
	while (is_good && *at != '\0') {
		if (take(&at, "users="))
			is_good = has_users = read_ids(&at, of->users);
		else if (take(&at, "groups="))
			is_good = has_groups = read_ids(&at, of->groups);
		else if (take(&at, "others="))
			is_good = read_others(&at, of);
		else if (take(&at, "capabilities="))
			is_good = has_capabilities = read_capabilities(&at, of);
		else if (take(&at, "securebits="))
			is_good = read_number(&at, &of->securebits);
		else if (take(&at, "nonewprivileges="))
			is_good = read_number(&at, &of->has_no_new_privileges);
		else
			is_good = false;
		at += *at == ' ';
	}
	if (!has_capabilities) {
		of->bounding = EVERY_CAPABILITY;
		capabilities_begin_program(of);
	}
	return is_good && has_users && has_groups;
}
