#include "hosts_text.h"

#include "dns_name.h"
#include "dns_type.h"
#include "names_reverse.h"

enum { TTL_S = 600 };

bool hosts_text_next(struct text_rest *rest, struct address *address, struct text_rest *names)
{
	char word[ADDRESS_TEXT_SIZE];
	while (text_take_line(rest, "#", names))
		if (text_take_word(names, word, sizeof(word)) && address_parse(word, address))
			return true;
	return false;
}

static bool take_name(struct text_rest *names, char normal[NAME_TEXT_SIZE])
{
	char word[NAME_TEXT_SIZE];
	return text_take_word(names, word, sizeof(word)) && dns_name_normalise(word, normal);
}

static void add_name(struct names_draft *draft, const char *name, const struct address *address,
                     const uint8_t *canonical, size_t canonical_size)
{
	if (address_is_v4(address))
		names_draft_add(draft, name, DNS_A, TTL_S, address->bytes + 12, 4);
	else
		names_draft_add(draft, name, DNS_AAAA, TTL_S, address->bytes, 16);
	names_draft_add(draft, name, NAMES_ABOUT, TTL_S, canonical, canonical_size);
}

static void compile_line(struct names_draft *draft, const struct address *address,
                         struct text_rest names)
{
	char name[NAME_TEXT_SIZE], reverse[NAME_TEXT_SIZE];
	uint8_t canonical[DNS_NAME_WIRE_MAX];
	if (!take_name(&names, name))
		return;
	size_t size = dns_name_write(name, canonical, sizeof(canonical));
	names_reverse_format(address, reverse);
	names_draft_add(draft, reverse, DNS_PTR, TTL_S, canonical, size);
	do
		add_name(draft, name, address, canonical, size);
	while (take_name(&names, name));
}

void hosts_text_compile(struct text_rest text, struct names_draft *draft)
{
	struct address address;
	struct text_rest names;
	while (hosts_text_next(&text, &address, &names))
		compile_line(draft, &address, names);
}
