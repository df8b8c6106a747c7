/* Makes tables of names as TypeScript does, see core/names_table.h. */
#ifndef SOCKETWRAP_TEST_NAMES_BUILDER_H
#define SOCKETWRAP_TEST_NAMES_BUILDER_H

#include <stdarg.h>

#include "check.h"
#include "core/dns_name.h"
#include "core/dns_type.h"
#include "core/names_table.h"
#include "core/published.h"

enum { BUILT_ENTRIES = 64, BUILT_BYTES = 4096 };

struct built_entry {
	char name[256];
	uint16_t type, record_count;
	uint8_t rcode, flags;
	uint32_t delay_ms;
	uint8_t data[1024];
	size_t size;
};

struct built_table {
	struct built_entry entries[BUILT_ENTRIES];
	int count;
	uint16_t server_port;
	struct address server;
};

static struct built_table built;

static inline struct built_entry *entry_for(const char *name, uint16_t type)
{
	for (int i = 0; i < built.count; i++)
		if (built.entries[i].type == type && strcmp(built.entries[i].name, name) == 0)
			return &built.entries[i];
	struct built_entry *entry = &built.entries[built.count++];
	memset(entry, 0, sizeof(*entry));
	snprintf(entry->name, sizeof(entry->name), "%s", name);
	entry->type = type;
	return entry;
}

static inline void put_u16(uint8_t *bytes, uint16_t value)
{
	bytes[0] = (uint8_t)value;
	bytes[1] = (uint8_t)(value >> 8);
}

static inline void put_u32(uint8_t *bytes, uint32_t value)
{
	put_u16(bytes, (uint16_t)value);
	put_u16(bytes + 2, (uint16_t)(value >> 16));
}

static inline void add_record(const char *name, uint16_t type, const void *data, size_t size)
{
	struct built_entry *entry = entry_for(name, type);
	put_u32(entry->data + entry->size, 300);
	put_u16(entry->data + entry->size + 4, (uint16_t)size);
	memcpy(entry->data + entry->size + 6, data, size);
	entry->size += 6 + size;
	entry->record_count++;
}

static inline void add_address(const char *name, const char *text)
{
	struct address address = address_of(text);
	if (address_is_v4(&address))
		add_record(name, DNS_A, address.bytes + 12, 4);
	else
		add_record(name, DNS_AAAA, address.bytes, 16);
}

static inline void add_name(const char *name, uint16_t type, const char *target)
{
	uint8_t wire[DNS_NAME_WIRE_MAX];
	add_record(name, type, wire, dns_name_write(target, wire, sizeof(wire)));
}

static inline void add_fault(const char *name, uint16_t type, uint8_t rcode, uint8_t flags,
                             uint32_t delay_ms)
{
	struct built_entry *entry = entry_for(name, type);
	entry->rcode = rcode;
	entry->flags = flags;
	entry->delay_ms = delay_ms;
}

static inline int compare_built(const void *left, const void *right)
{
	const struct built_entry *a = left, *b = right;
	size_t a_length = strlen(a->name), b_length = strlen(b->name);
	int order = memcmp(a->name, b->name, a_length < b_length ? a_length : b_length);
	if (order != 0)
		return order;
	return a_length != b_length ? (int)a_length - (int)b_length : a->type - b->type;
}

/* The size of the table. */
static inline size_t build_table(uint8_t *bytes, size_t room)
{
	size_t at = NAMES_HEADER_SIZE + (size_t)built.count * NAMES_ENTRY_SIZE;
	memset(bytes, 0, room);
	qsort(built.entries, (size_t)built.count, sizeof(*built.entries), compare_built);
	put_u32(bytes, NAMES_MAGIC);
	put_u32(bytes + 4, (uint32_t)built.count);
	put_u32(bytes + 8, built.server_port);
	memcpy(bytes + 16, built.server.bytes, 16);
	for (int i = 0; i < built.count; i++) {
		const struct built_entry *entry = &built.entries[i];
		uint8_t *place = bytes + NAMES_HEADER_SIZE + i * NAMES_ENTRY_SIZE;
		size_t length = strlen(entry->name);
		put_u32(place, (uint32_t)at);
		put_u16(place + 4, (uint16_t)length);
		put_u16(place + 6, entry->type);
		put_u32(place + 8, (uint32_t)(at + length));
		put_u32(place + 12, (uint32_t)entry->size);
		put_u16(place + 16, entry->record_count);
		place[18] = entry->rcode;
		place[19] = entry->flags;
		put_u32(place + 20, entry->delay_ms);
		memcpy(bytes + at, entry->name, length);
		memcpy(bytes + at + length, entry->data, entry->size);
		at += length + entry->size;
	}
	return at;
}

/* Publishes what was added since the last time, in place of what was there. */
static inline void publish_built(struct network *network)
{
	static uint8_t bytes[1 << 16];
	size_t size = build_table(bytes, sizeof(bytes));
	CHECK_EQUAL(published_replace(network, published_names(network), bytes, size), 0);
	memset(&built, 0, sizeof(built));
}

#endif
