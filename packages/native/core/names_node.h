/* One name of a network, and what it says to a question. Names are in lower case, the root is "". */
#ifndef SOCKETWRAP_NAMES_NODE_H
#define SOCKETWRAP_NAMES_NODE_H

#include "names.h"
#include "names_view.h"
#include "network.h"

struct names_node {
	bool exists;
	bool is_parent; /* … because others stand below it (RFC 4592, 2.2.2): elsewhere it may have addresses */
	bool is_localhost;
	int host; /* that has the name, or -1 */
	char pointer[HOST_NAME_SIZE]; /* of the name of an address: the host that has it, or "" */
	const struct names_table *table; /* that has entries for it, or NULL */
	uint32_t first; /* … the first of them */
	char owner[NAME_TEXT_SIZE]; /* … under this name: its own, or that of a wildcard */
	struct names_entry about; /* the entry for the name itself; zero when there is none */
};

/* What a node has of one type: records of a table, or else addresses, or a host's name. Of DNS_ANY it
 * says only that there is no fault. */
struct names_answer {
	enum names_result result;
	uint8_t rcode;
	bool is_alias; /* the record is a CNAME, and the question goes to where it points */
	uint32_t delay_ms;
	struct names_entry entry;
	int count;
	struct address addresses[HOST_ADDRESSES_MAX];
	const char *pointer;
};

void names_node_find(const struct names_view *view, const char *name, struct names_node *node);
void names_node_ask(const struct names_view *view, const struct names_node *node, uint16_t type,
                    struct names_answer *answer);
/* The node's entry at `*index`, which begins with node->first; false when there are no more. */
bool names_node_entry(const struct names_node *node, uint32_t *index, struct names_entry *entry);
/* Of the addresses that the node has by being a host or localhost. */
int names_node_addresses(const struct names_view *view, const struct names_node *node, int family,
                         struct address addresses[HOST_ADDRESSES_MAX]);
/* The target of the alias. False when the table has nonsense there. */
bool names_answer_target(const struct names_answer *answer, char target[NAME_TEXT_SIZE]);

/* Replaces the name by its canonical one, if the node has another. */
void names_node_canonical(const struct names_node *node, char name[NAME_TEXT_SIZE]);

#endif
