#include "names_draft.h"

#include <string.h>
#include <sys/mman.h>

struct names_draft_row {
	size_t name, data; /* offsets into the draft's bytes */
	uint16_t name_length, type;
	uint32_t data_size, order;
};

static size_t memory_size(const struct names_draft *counted)
{
	return counted->row_count * sizeof(struct names_draft_row) + counted->size;
}

struct names_draft names_draft_start(const struct names_draft *counted)
{
	struct names_draft draft = { 0 };
	size_t size = memory_size(counted);
	if (size == 0)
		return draft;
	void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (memory == MAP_FAILED)
		return draft;
	draft.rows = memory;
	draft.bytes = (uint8_t *)(draft.rows + counted->row_count);
	return draft;
}

void names_draft_end(struct names_draft *draft, const struct names_draft *counted)
{
	if (draft->rows != NULL)
		munmap(draft->rows, memory_size(counted));
	*draft = (struct names_draft){ 0 };
}

static void put_u16(uint8_t *bytes, size_t value)
{
	bytes[0] = (uint8_t)value;
	bytes[1] = (uint8_t)(value >> 8);
}

static void put_u32(uint8_t *bytes, size_t value)
{
	put_u16(bytes, value);
	put_u16(bytes + 2, value >> 16);
}

void names_draft_add(struct names_draft *draft, const char *name, uint16_t type, uint32_t ttl,
                     const void *data, size_t size)
{
	size_t length = strlen(name), record_size = NAMES_RECORD_HEAD + size;
	if (draft->rows != NULL) {
		uint8_t *record = draft->bytes + draft->size + length;
		memcpy(draft->bytes + draft->size, name, length);
		put_u32(record, ttl);
		put_u16(record + 4, size);
		memcpy(record + NAMES_RECORD_HEAD, data, size);
		draft->rows[draft->row_count] = (struct names_draft_row){
			.name = draft->size,
			.name_length = (uint16_t)length,
			.data = draft->size + length,
			.data_size = (uint32_t)record_size,
			.type = type,
			.order = draft->row_count,
		};
	}
	draft->row_count++;
	draft->size += length + record_size;
}

static int compare_key(const struct names_draft *draft, const struct names_draft_row *left,
                       const struct names_draft_row *right)
{
	size_t common =
		left->name_length < right->name_length ? left->name_length : right->name_length;
	int order = memcmp(draft->bytes + left->name, draft->bytes + right->name, common);
	if (order != 0)
		return order;
	if (left->name_length != right->name_length)
		return left->name_length < right->name_length ? -1 : 1;
	return left->type - right->type;
}

static bool is_before(const struct names_draft *draft, uint32_t left, uint32_t right)
{
	const struct names_draft_row *a = &draft->rows[left], *b = &draft->rows[right];
	int order = compare_key(draft, a, b);
	return order != 0 ? order < 0 : a->order < b->order;
}

static void swap(struct names_draft *draft, uint32_t left, uint32_t right)
{
	struct names_draft_row row = draft->rows[left];
	draft->rows[left] = draft->rows[right];
	draft->rows[right] = row;
}

static void sink(struct names_draft *draft, uint32_t parent, uint32_t count)
{
	for (;;) {
		uint32_t child = 2 * parent + 1;
		if (child >= count)
			return;
		if (child + 1 < count && is_before(draft, child, child + 1))
			child++;
		if (!is_before(draft, parent, child))
			return;
		swap(draft, parent, child);
		parent = child;
	}
}

/* By heap, for libc's qsort may allocate. */
static void sort(struct names_draft *draft)
{
	for (uint32_t parent = draft->row_count / 2; parent-- > 0;)
		sink(draft, parent, draft->row_count);
	for (uint32_t count = draft->row_count; count-- > 1;) {
		swap(draft, 0, count);
		sink(draft, 0, count);
	}
}

/* The entry for the rows from `first` on that have one name and type: their number. */
static uint32_t write_entry(const struct names_draft *draft, uint32_t first, uint8_t *entry,
                            uint8_t *table, size_t *at)
{
	const struct names_draft_row *row = &draft->rows[first];
	uint32_t count = 0;
	memset(entry, 0, NAMES_ENTRY_SIZE);
	put_u32(entry, *at);
	put_u16(entry + 4, row->name_length);
	put_u16(entry + 6, row->type);
	memcpy(table + *at, draft->bytes + row->name, row->name_length);
	*at += row->name_length;
	size_t data = *at;
	put_u32(entry + 8, data);
	for (; first + count < draft->row_count && count < UINT16_MAX; count++) {
		const struct names_draft_row *next = &draft->rows[first + count];
		if (compare_key(draft, row, next) != 0)
			break;
		memcpy(table + *at, draft->bytes + next->data, next->data_size);
		*at += next->data_size;
	}
	put_u32(entry + 12, *at - data);
	put_u16(entry + 16, count);
	return count;
}

size_t names_draft_table_size(const struct names_draft *draft)
{
	return NAMES_HEADER_SIZE + draft->row_count * (size_t)NAMES_ENTRY_SIZE + draft->size;
}

struct names_table names_draft_write(struct names_draft *draft, uint8_t *table)
{
	size_t at = NAMES_HEADER_SIZE + draft->row_count * (size_t)NAMES_ENTRY_SIZE;
	uint32_t count = 0;
	sort(draft);
	for (uint32_t first = 0; first < draft->row_count; count++)
		first += write_entry(draft, first,
		                     table + NAMES_HEADER_SIZE + (size_t)count * NAMES_ENTRY_SIZE,
		                     table, &at);
	memset(table, 0, NAMES_HEADER_SIZE);
	put_u32(table, NAMES_MAGIC);
	put_u32(table + 4, count);
	return names_table_read(table, at);
}
