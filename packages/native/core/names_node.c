#include "names_node.h"

#include <string.h>

#include "dns_type.h"
#include "names_host.h"
#include "names_localhost.h"
#include "names_reverse.h"
#include "names_wildcard.h"

bool names_node_entry(const struct names_node *node, uint32_t *index, struct names_entry *entry)
{
	return node->table != NULL &&
	       names_table_entry(node->table, (*index)++, node->owner, strlen(node->owner), entry);
}

static bool find_in_table(const struct names_table *table, const char *name,
                          struct names_node *node)
{
	size_t length = strlen(name);
	uint32_t first = names_table_find(table, name, length);
	if (first == table->count)
		return false;
	node->table = table;
	node->first = first;
	memcpy(node->owner, name, length + 1);
	struct names_entry entry;
	if (names_table_entry(table, first, name, length, &entry) && entry.type == NAMES_ABOUT)
		node->about = entry;
	return true;
}

static bool find_in_tables(const struct names_view *view, const char *name, struct names_node *node)
{
	for (int i = 0; i < NAMES_TABLES; i++)
		if (find_in_table(&view->tables[i], name, node))
			return true;
	return false;
}

/* The name of an address that a host has exists without any table. */
static bool is_pointer(const struct names_view *view, const char *name, struct names_node *node)
{
	struct address address;
	return names_reverse_parse(name, &address) &&
	       names_host_reverse(view->context, &address, node->pointer);
}

void names_node_find(const struct names_view *view, const char *name, struct names_node *node)
{
	*node = (struct names_node){ .host = -1 };
	node->is_localhost = !find_in_table(&view->tables[NAMES_FILE], name, node) &&
	                     (names_is_localhost(name) || names_is_localhost_reverse(name));
	if (node->is_localhost) {
		node->exists = true;
		if (!names_is_localhost(name))
			strcpy(node->pointer, "localhost");
		memcpy(node->owner, name, strlen(name) + 1);
		return;
	}
	node->exists = find_in_tables(view, name, node);
	node->is_parent = node->about.is_parent;
	node->host = names_host_find(view->context, name);
	if (node->host >= 0 || is_pointer(view, name, node) || *name == '\0') {
		node->exists = true;
		node->is_parent = false;
	}
	char wildcard[NAME_TEXT_SIZE];
	if (node->exists)
		return;
	size_t enclosing = names_host_enclosing(view->context.network, name);
	if (enclosing == strlen(name))
		node->exists = node->is_parent = true;
	else if (names_wildcard_find(view, name, enclosing, wildcard))
		node->exists = find_in_tables(view, wildcard, node);
}

int names_node_addresses(const struct names_view *view, const struct names_node *node, int family,
                         struct address addresses[HOST_ADDRESSES_MAX])
{
	if (node->is_localhost && node->pointer[0] == '\0')
		return names_localhost_addresses(node->owner, family, addresses);
	return node->host < 0 ? 0
	                      : names_host_addresses(view->context, node->host, family, addresses);
}

static void take_fault(struct names_answer *answer, const struct names_entry *entry)
{
	if (entry->rcode != DNS_NO_ERROR || entry->is_silent) {
		answer->rcode = entry->rcode;
		answer->result = entry->is_silent                 ? NAMES_SILENT
		                 : entry->rcode == DNS_NAME_ERROR ? NAMES_NOT_FOUND
		                                                  : NAMES_FAILED;
	}
	if (entry->delay_ms != 0)
		answer->delay_ms = entry->delay_ms;
}

static bool is_fault(enum names_result result)
{
	return result == NAMES_FAILED || result == NAMES_SILENT || result == NAMES_NOT_FOUND;
}

/* The entry of the type, else the alias. */
static bool find_entry(const struct names_node *node, uint16_t type, struct names_entry *found)
{
	struct names_entry entry;
	bool has_found = false;
	for (uint32_t index = node->first; names_node_entry(node, &index, &entry);) {
		if (entry.type != type && entry.type != DNS_CNAME)
			continue;
		if (!has_found || entry.type == type)
			*found = entry;
		has_found = true;
	}
	return has_found;
}

static void ask_table(const struct names_node *node, uint16_t type, struct names_answer *answer)
{
	struct names_entry entry;
	if (!find_entry(node, type, &entry))
		return;
	take_fault(answer, &entry);
	answer->entry = entry;
	if (is_fault(answer->result) || entry.record_count == 0)
		return;
	answer->result = NAMES_FOUND;
	answer->is_alias = entry.type == DNS_CNAME && type != DNS_CNAME;
}

/* A table's entry of the type, and an alias, come before what hosts have. */
static bool is_answered(const struct names_answer *answer)
{
	return answer->result != NAMES_NO_DATA || answer->entry.type != 0;
}

void names_node_ask(const struct names_view *view, const struct names_node *node, uint16_t type,
                    struct names_answer *answer)
{
	*answer = (struct names_answer){ .result = node->exists ? NAMES_NO_DATA : NAMES_NOT_FOUND };
	if (!node->exists)
		return;
	take_fault(answer, &node->about);
	if (!is_fault(answer->result) && type != DNS_ANY)
		ask_table(node, type, answer);
	if (is_answered(answer))
		return;
	if (type == DNS_A || type == DNS_AAAA)
		answer->count = names_node_addresses(view, node, type == DNS_A ? AF_INET : AF_INET6,
		                                     answer->addresses);
	else if (type == DNS_PTR && node->pointer[0] != '\0')
		answer->pointer = node->pointer;
	if (answer->count > 0 || answer->pointer != NULL)
		answer->result = NAMES_FOUND;
}

static bool read_target(struct names_entry entry, char target[NAME_TEXT_SIZE])
{
	struct names_record record;
	size_t offset = 0;
	char text[NAME_TEXT_SIZE];
	return names_record_next(&entry, &record) &&
	       dns_name_read_plain(record.data, record.size, &offset, text) &&
	       dns_name_normalise(text, target);
}

bool names_answer_target(const struct names_answer *answer, char target[NAME_TEXT_SIZE])
{
	return read_target(answer->entry, target);
}

void names_node_canonical(const struct names_node *node, char name[NAME_TEXT_SIZE])
{
	read_target(node->about, name);
}
