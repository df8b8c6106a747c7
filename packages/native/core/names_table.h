/* The table of names that a test publishes, read in place. Another process may overwrite it at any time,
 * so nothing in it is read twice and every offset is checked; what was found counts only when
 * published_is_whole() says so afterwards. All numbers are little endian:
 *
 *   header   u32 magic, u32 entry count, u32 port of the name server (0: the network itself answers), u32 0,
 *            16 bytes address of the name server that the test has made the network's own
 *   entries  32 bytes each, sorted by name bytes (a shorter name first), then type: u32 name offset, u16 name
 *            length, u16 type, u32 data offset, u32 data size, u16 record count, u8 rcode, u8 flags,
 *            u32 delay in milliseconds, 8 bytes 0
 *   data     a record: u32 ttl, u16 size, its data in wire form with no compressed names
 *
 * Names are lower case without the dot at the end; "*.a" is a wildcard. Type 0 is about the name itself: it
 * exists, and its rcode, flags and delay hold for every type; a record of it is the canonical name that libc gives
 * for the name, though it is no alias in the DNS. */
#ifndef SOCKETWRAP_NAMES_TABLE_H
#define SOCKETWRAP_NAMES_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "address.h"

enum {
	NAMES_MAGIC = 0x314e5753, /* "SWN1" */
	NAMES_HEADER_SIZE = 32,
	NAMES_ENTRY_SIZE = 32,
	NAMES_RECORD_HEAD = 6,
	NAMES_ABOUT = 0, /* the type that is about the name itself */
	/* Flags of an entry. */
	NAMES_IS_SILENT = 1, /* no answer is ever given */
	NAMES_IS_PARENT = 2, /* nothing is said of the name, there are only others below it */
};

struct names_table {
	const uint8_t *bytes;
	size_t size;
	uint32_t count; /* of entries; 0 when it is no table */
	struct endpoint server; /* port 0: the network itself answers */
};

struct names_entry {
	uint16_t type;
	uint16_t record_count;
	uint8_t rcode;
	bool is_silent;
	bool is_parent;
	uint32_t delay_ms;
	const uint8_t *data;
	size_t size;
};

struct names_record {
	uint32_t ttl;
	uint16_t size;
	const uint8_t *data;
};

struct names_table names_table_read(const uint8_t *bytes, size_t size);
/* The index of the name's first entry, or the table's count when it has none. */
uint32_t names_table_find(const struct names_table *table, const char *name, size_t length);
/* False when the entry at that index is not one of the name. */
bool names_table_entry(const struct names_table *table, uint32_t index, const char *name,
                       size_t length, struct names_entry *entry);
/* Takes the next record out of the entry; false when there is none left. */
bool names_record_next(struct names_entry *entry, struct names_record *record);

#endif
