#include "names_table.h"

#include <string.h>

static uint16_t read_u16(const uint8_t *bytes)
{
	return (uint16_t)(bytes[0] | bytes[1] << 8);
}

static uint32_t read_u32(const uint8_t *bytes)
{
	return (uint32_t)read_u16(bytes) | (uint32_t)read_u16(bytes + 2) << 16;
}

struct names_table names_table_read(const uint8_t *bytes, size_t size)
{
	struct names_table table = { .bytes = bytes, .size = size };
	uint8_t header[NAMES_HEADER_SIZE];
	if (size < sizeof(header))
		return table;
	memcpy(header, bytes, sizeof(header));
	uint32_t count = read_u32(header + 4), port = read_u32(header + 8);
	if (read_u32(header) != NAMES_MAGIC || count > (size - sizeof(header)) / NAMES_ENTRY_SIZE)
		return table;
	table.count = count;
	if (port != 0 && port <= UINT16_MAX) {
		table.server.port = (uint16_t)port;
		memcpy(table.server.address.bytes, header + 16, sizeof(table.server.address.bytes));
	}
	return table;
}

static void copy_entry(const struct names_table *table, uint32_t index,
                       uint8_t entry[NAMES_ENTRY_SIZE])
{
	memcpy(entry, table->bytes + NAMES_HEADER_SIZE + (size_t)index * NAMES_ENTRY_SIZE,
	       NAMES_ENTRY_SIZE);
}

static bool is_within(const struct names_table *table, size_t offset, size_t size)
{
	return offset <= table->size && size <= table->size - offset;
}

/* As memcmp: the entry's name to the given one. An entry that lies is before every name. */
static int compare(const struct names_table *table, const uint8_t entry[NAMES_ENTRY_SIZE],
                   const char *name, size_t length)
{
	size_t offset = read_u32(entry), own_length = read_u16(entry + 4);
	if (!is_within(table, offset, own_length))
		return -1;
	size_t common = own_length < length ? own_length : length;
	int order = memcmp(table->bytes + offset, name, common);
	return order != 0 ? order : (own_length > length) - (own_length < length);
}

uint32_t names_table_find(const struct names_table *table, const char *name, size_t length)
{
	uint32_t low = 0, high = table->count;
	uint8_t entry[NAMES_ENTRY_SIZE];
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		copy_entry(table, middle, entry);
		if (compare(table, entry, name, length) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == table->count)
		return low;
	copy_entry(table, low, entry);
	return compare(table, entry, name, length) == 0 ? low : table->count;
}

bool names_table_entry(const struct names_table *table, uint32_t index, const char *name,
                       size_t length, struct names_entry *entry)
{
	uint8_t bytes[NAMES_ENTRY_SIZE];
	if (index >= table->count)
		return false;
	copy_entry(table, index, bytes);
	size_t offset = read_u32(bytes + 8), size = read_u32(bytes + 12);
	if (compare(table, bytes, name, length) != 0 || !is_within(table, offset, size))
		return false;
	*entry = (struct names_entry){
		.type = read_u16(bytes + 6),
		.record_count = read_u16(bytes + 16),
		.rcode = bytes[18],
		.is_silent = (bytes[19] & NAMES_IS_SILENT) != 0,
		.is_parent = (bytes[19] & NAMES_IS_PARENT) != 0,
		.delay_ms = read_u32(bytes + 20),
		.data = table->bytes + offset,
		.size = size,
	};
	return true;
}

bool names_record_next(struct names_entry *entry, struct names_record *record)
{
	uint8_t head[NAMES_RECORD_HEAD];
	if (entry->record_count == 0 || entry->size < sizeof(head))
		return false;
	memcpy(head, entry->data, sizeof(head));
	*record = (struct names_record){ read_u32(head), read_u16(head + 4),
		                         entry->data + sizeof(head) };
	if (record->size > entry->size - sizeof(head))
		return false;
	entry->data += sizeof(head) + record->size;
	entry->size -= sizeof(head) + record->size;
	entry->record_count--;
	return true;
}
