/* The records of an answer, out of what nodes have. */
#ifndef SOCKETWRAP_DNS_RECORDS_H
#define SOCKETWRAP_DNS_RECORDS_H

#include "dns_message.h"
#include "names_node.h"

struct dns_records {
	const struct names_view *view;
	struct dns_writer writer;
	size_t owner; /* where the name that is asked stands in the message */
};

/* What the node has of the type that it was asked for. Where the data of the first record stands, 0 when
 * there was no room. */
size_t dns_records_add(struct dns_records *records, const struct names_answer *answer);
/* Everything that the node has. */
void dns_records_add_all(struct dns_records *records, const struct names_node *node);
/* RFC 2308: a negative answer says by the zone's SOA for how long it holds. */
void dns_records_add_authority(struct dns_records *records, const char *name);

#endif
