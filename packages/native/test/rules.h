/* Builds the policy's table (core/policy.h) as TypeScript does. */
#ifndef SOCKETWRAP_TEST_RULES_H
#define SOCKETWRAP_TEST_RULES_H

#include "check.h"
#include "core/policy.h"
#include "core/published.h"

enum {
	RULE_BYTES = 64,
	TABLE_BYTES = 8192,
	RULES_MAX = 16,
	TABLE_NAMES = 8 + RULES_MAX * RULE_BYTES
};

struct table {
	uint8_t bytes[TABLE_BYTES];
	uint32_t rule_count;
	uint32_t size;
};

struct rule_fields {
	uint32_t id;
	bool is_denied, is_inbound;
	uint8_t protocol;
	uint16_t host, port_low, port_high; /* all zero: any */
	const char *address; /* NULL: any */
	uint8_t prefix_length; /* of the address's own family; 0: all of it */
	const char *name;
};

static inline void put_number(uint8_t *bytes, size_t size, uint32_t number)
{
	for (size_t i = 0; i < size; i++)
		bytes[i] = (uint8_t)(number >> 8 * i);
}

static inline struct table table_empty(void)
{
	struct table table = { .size = TABLE_NAMES };
	put_number(table.bytes, 4, 0x31505753);
	return table;
}

static inline uint8_t prefix_of(const struct rule_fields *fields)
{
	if (fields->address == NULL)
		return 0;
	bool is_v4 = strchr(fields->address, ':') == NULL;
	return fields->prefix_length == 0 ? 128
	                                  : (uint8_t)(fields->prefix_length + (is_v4 ? 96 : 0));
}

static inline void table_add(struct table *table, struct rule_fields fields)
{
	uint8_t *rule = table->bytes + 8 + table->rule_count++ * RULE_BYTES;
	put_number(table->bytes + 4, 4, table->rule_count);
	put_number(rule, 4, fields.id);
	rule[4] = !fields.is_denied;
	rule[5] = fields.protocol;
	rule[6] = fields.is_inbound;
	rule[7] = prefix_of(&fields);
	put_number(rule + 8, 2, fields.host == 0 ? 0xffff : fields.host);
	put_number(rule + 10, 2, fields.port_low);
	put_number(rule + 12, 2, fields.port_high == 0 ? 0xffff : fields.port_high);
	if (fields.address != NULL) {
		struct address address = address_of(fields.address);
		memcpy(rule + 16, address.bytes, sizeof(address.bytes));
	}
	if (fields.name != NULL) {
		put_number(rule + 32, 4, table->size);
		put_number(rule + 36, 4, (uint32_t)strlen(fields.name));
		memcpy(table->bytes + table->size, fields.name, strlen(fields.name));
		table->size += (uint32_t)strlen(fields.name);
	}
}

static inline void table_publish(struct network *network, const struct table *table)
{
	CHECK_EQUAL(
		published_replace(network, published_policy(network), table->bytes, table->size),
		0);
}

#define PUBLISH_RULES(network, ...) \
	do { \
		const struct rule_fields rules_[] = { __VA_ARGS__ }; \
		struct table table_ = table_empty(); \
		for (size_t i_ = 0; i_ < sizeof(rules_) / sizeof(*rules_); i_++) \
			table_add(&table_, rules_[i_]); \
		table_publish(network, &table_); \
	} while (0)

#endif
