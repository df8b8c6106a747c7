/* Makes a table of names (see names_table.h) out of records that come in any order. Without malloc. */
#ifndef SOCKETWRAP_NAMES_DRAFT_H
#define SOCKETWRAP_NAMES_DRAFT_H

#include "names_table.h"

/* Without memory it counts how much it takes, which is what a second one with the same records has room for. */
struct names_draft {
	struct names_draft_row *rows; /* one for each record, or NULL */
	uint8_t *bytes; /* names and records */
	uint32_t row_count;
	size_t size;
};

/* A draft with room for what the other one counted; `rows` is NULL when there is no memory. */
struct names_draft names_draft_start(const struct names_draft *counted);
void names_draft_end(struct names_draft *draft, const struct names_draft *counted);

/* `name` as dns_name_normalise() gives it. */
void names_draft_add(struct names_draft *draft, const char *name, uint16_t type, uint32_t ttl,
                     const void *data, size_t size);
/* The most that the table can take. */
size_t names_draft_table_size(const struct names_draft *draft);
/* Records of one name and type stay in their order. */
struct names_table names_draft_write(struct names_draft *draft, uint8_t *table);

#endif
