#include "records_text.h"

#include <stdlib.h>
#include <string.h>

#include "dns_name.h"
#include "dns_type.h"

enum { TTL_S = 600, DATA_MAX = 1024, TEXT_PART_MAX = 255, PRIORITY = 1, WEIGHT = 100 };

/* The data of a record, in wire form. */
struct data {
	uint8_t bytes[DATA_MAX];
	size_t size;
};

static bool add_bytes(struct data *data, const void *bytes, size_t size)
{
	if (size > sizeof(data->bytes) - data->size)
		return false;
	memcpy(data->bytes + data->size, bytes, size);
	data->size += size;
	return true;
}

static bool add_number(struct data *data, unsigned long number, size_t size)
{
	uint8_t bytes[4] = { (uint8_t)(number >> 24), (uint8_t)(number >> 16),
		             (uint8_t)(number >> 8), (uint8_t)number };
	return add_bytes(data, bytes + sizeof(bytes) - size, size);
}

static bool read_address(struct text_rest *value, bool is_v4, struct data *data)
{
	char word[ADDRESS_TEXT_SIZE];
	struct address address;
	if (!text_take_word(value, word, sizeof(word)) || !address_parse(word, &address) ||
	    address_is_v4(&address) != is_v4)
		return false;
	return is_v4 ? add_bytes(data, address.bytes + 12, 4) : add_bytes(data, address.bytes, 16);
}

static bool read_name(struct text_rest *value, struct data *data)
{
	char word[NAME_TEXT_SIZE];
	uint8_t wire[DNS_NAME_WIRE_MAX];
	size_t size = text_take_word(value, word, sizeof(word))
	                      ? dns_name_write(word, wire, sizeof(wire))
	                      : 0;
	return size > 0 && add_bytes(data, wire, size);
}

static unsigned long read_number(struct text_rest *value, unsigned long missing)
{
	char word[16];
	return text_take_word(value, word, sizeof(word)) ? strtoul(word, NULL, 10) : missing;
}

/* TARGET PORT [PRIORITY [WEIGHT]] */
static bool read_service(struct text_rest *value, struct data *data)
{
	struct data target = { .size = 0 };
	if (!read_name(value, &target) || value->size == 0)
		return false;
	unsigned long port = read_number(value, 0), priority = read_number(value, PRIORITY);
	return add_number(data, priority, 2) && add_number(data, read_number(value, WEIGHT), 2) &&
	       add_number(data, port, 2) && add_bytes(data, target.bytes, target.size);
}

/* TARGET [PRIORITY [WEIGHT]] */
static bool read_uri(struct text_rest *value, struct data *data)
{
	char target[DATA_MAX];
	if (!text_take_word(value, target, sizeof(target)))
		return false;
	unsigned long priority = read_number(value, PRIORITY);
	return add_number(data, priority, 2) && add_number(data, read_number(value, WEIGHT), 2) &&
	       add_bytes(data, target, strlen(target));
}

/* NAMESERVER MAILBOX SERIAL REFRESH RETRY EXPIRE MINIMUM */
static bool read_authority(struct text_rest *value, struct data *data)
{
	bool is_whole = read_name(value, data) && read_name(value, data);
	for (int i = 0; i < 5; i++)
		is_whole = is_whole && add_number(data, read_number(value, 0), 4);
	return is_whole;
}

/* The rest of the line as it is, in parts as long as the DNS allows. */
static bool read_text(const struct text_rest *value, struct data *data)
{
	size_t done = 0;
	do {
		size_t left = value->size - done;
		size_t part = left > TEXT_PART_MAX ? TEXT_PART_MAX : left;
		if (!add_number(data, part, 1) || !add_bytes(data, value->bytes + done, part))
			return false;
		done += part;
	} while (done < value->size);
	return true;
}

/* 0 for a type that the file does not have. */
static uint16_t type_named(const char *name)
{
	static const struct {
		const char *name;
		uint16_t type;
	} types[] = { { "A", DNS_A },     { "AAAA", DNS_AAAA }, { "CNAME", DNS_CNAME },
		      { "NS", DNS_NS },   { "PTR", DNS_PTR },   { "SOA", DNS_SOA },
		      { "SRV", DNS_SRV }, { "TXT", DNS_TXT },   { "URI", DNS_URI } };
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (strcmp(name, types[i].name) == 0)
			return types[i].type;
	return 0;
}

static bool read_data(uint16_t type, struct text_rest *value, struct data *data)
{
	switch (type) {
	case DNS_A:
	case DNS_AAAA:
		return read_address(value, type == DNS_A, data);
	case DNS_SRV:
		return read_service(value, data);
	case DNS_URI:
		return read_uri(value, data);
	case DNS_SOA:
		return read_authority(value, data);
	case DNS_TXT:
		return read_text(value, data);
	default:
		return read_name(value, data);
	}
}

void records_text_compile(struct text_rest text, struct names_draft *draft)
{
	struct text_rest line;
	char word[NAME_TEXT_SIZE], name[NAME_TEXT_SIZE];
	while (text_take_line(&text, "", &line)) {
		struct data data = { .size = 0 };
		uint16_t type = text_take_word(&line, word, sizeof(word)) ? type_named(word) : 0;
		if (type == 0 || !text_take_word(&line, word, sizeof(word)) ||
		    !dns_name_normalise(word, name))
			continue;
		text_trim(&line);
		if (read_data(type, &line, &data))
			names_draft_add(draft, name, type, TTL_S, data.bytes, data.size);
	}
}
