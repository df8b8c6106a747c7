#include "name.h"

#include <stdlib.h>
#include <string.h>

#include "network_file.h"

struct cursor {
	const char *at;
	const char *end;
	bool failed;
};

static int digit_value(char digit)
{
	if (digit >= '0' && digit <= '9')
		return digit - '0';
	return digit >= 'a' && digit <= 'f' ? digit - 'a' + 10 : -1;
}

static char take(struct cursor *cursor)
{
	if (cursor->at < cursor->end)
		return *cursor->at++;
	cursor->failed = true;
	return '\0';
}

static void expect(struct cursor *cursor, char wanted)
{
	if (take(cursor) != wanted)
		cursor->failed = true;
}

static void take_bytes(struct cursor *cursor, uint8_t *bytes, int count)
{
	for (int i = 0; i < count; i++) {
		int high = digit_value(take(cursor));
		int low = digit_value(take(cursor));
		cursor->failed |= high < 0 || low < 0;
		bytes[i] = (uint8_t)(high * 16 + low);
	}
}

static uint16_t take_u16(struct cursor *cursor)
{
	uint8_t bytes[2] = { 0, 0 };
	take_bytes(cursor, bytes, 2);
	return (uint16_t)(bytes[0] << 8 | bytes[1]);
}

static struct address take_address(struct cursor *cursor, ptrdiff_t digit_count)
{
	struct address address = address_any(AF_INET);
	if (digit_count == 8)
		take_bytes(cursor, address.bytes + 12, 4);
	else if (digit_count == 32)
		take_bytes(cursor, address.bytes, 16);
	cursor->failed |= digit_count != (address_is_v4(&address) ? 8 : 32);
	return address;
}

static uint16_t take_host(struct cursor *cursor)
{
	uint16_t host = take_u16(cursor);
	cursor->failed |= host >= HOSTS_MAX;
	return host;
}

static ptrdiff_t length_until(const struct cursor *cursor, char stop)
{
	const char *found = memchr(cursor->at, stop, (size_t)(cursor->end - cursor->at));
	return (found == NULL ? cursor->end : found) - cursor->at;
}

static void parse_bound(struct cursor *cursor, struct name_parts *parts)
{
	char form = take(cursor);
	cursor->failed |= form != FORM_V4 && form != FORM_V6 && form != FORM_DUAL;
	parts->form = (enum name_form)form;
	expect(cursor, '.');
	parts->host = take_host(cursor);
	expect(cursor, '.');
	int slot = digit_value(take(cursor));
	cursor->failed |= slot < 0;
	parts->slot = (uint8_t)(slot & 15);
	expect(cursor, '.');
	if (!cursor->failed && cursor->at < cursor->end && *cursor->at == '-') {
		cursor->at++;
		parts->local.address = address_any(form == FORM_V4 ? AF_INET : AF_INET6);
	} else {
		parts->local.address = take_address(cursor, length_until(cursor, '.'));
		bool is_v4 = address_is_v4(&parts->local.address);
		cursor->failed |= address_is_any(&parts->local.address) ||
		                  form != (is_v4 ? FORM_V4 : FORM_V6);
	}
	expect(cursor, '.');
	parts->local.port = take_u16(cursor);
}

static void parse_connection(struct cursor *cursor, struct name_parts *parts)
{
	expect(cursor, '.');
	parts->host = take_host(cursor);
	expect(cursor, '.');
	parts->local.address = take_address(cursor, length_until(cursor, '.') - 4);
	parts->local.port = take_u16(cursor);
	expect(cursor, '.');
	parts->remote.address = take_address(cursor, cursor->end - cursor->at - 4);
	parts->remote.port = take_u16(cursor);
}

/* Takes a name only as name_make_…() writes it: the sender of a descriptor may be anybody. */
bool name_parse(const struct network *network, const struct sockaddr_un *address, socklen_t length,
                struct name_parts *parts)
{
	struct cursor cursor = { address->sun_path, (const char *)address + length, false };
	enum { PREFIX = 3 + NETWORK_ID_LENGTH };
	if (length > sizeof *address || length < offsetof(struct sockaddr_un, sun_path) + PREFIX ||
	    address->sun_family != AF_UNIX || memcmp(cursor.at, "\0sw", 3) != 0 ||
	    memcmp(cursor.at + 3, network->file->id, NETWORK_ID_LENGTH) != 0)
		return false;
	cursor.at += PREFIX;
	memset(parts, 0, sizeof *parts);
	expect(&cursor, '.');
	parts->kind = (enum name_kind)take(&cursor);
	if (parts->kind == NAME_CONNECTION)
		parse_connection(&cursor, parts);
	else if (parts->kind == NAME_TCP || parts->kind == NAME_UDP || parts->kind == NAME_UDPLITE)
		parse_bound(&cursor, parts);
	else
		return false;
	return !cursor.failed && cursor.at == cursor.end;
}
