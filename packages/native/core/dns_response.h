/* Asking: a query, and the records of its answer. */
#ifndef SOCKETWRAP_DNS_RESPONSE_H
#define SOCKETWRAP_DNS_RESPONSE_H

#include "dns_message.h"

enum { DNS_QUERY_SIZE = DNS_HEADER_SIZE + DNS_NAME_WIRE_MAX + 4 };

/* The size of a query for the name, 0 when it is no name. It wants recursion. */
size_t dns_query_make(const char *name, uint16_t type, uint16_t class, uint16_t id,
                      uint8_t query[DNS_QUERY_SIZE]);

struct dns_response {
	const uint8_t *message;
	size_t size;
	size_t at;
	int left; /* of the records in the answer section */
	enum dns_rcode rcode;
};

struct dns_record {
	char owner[NAME_TEXT_SIZE];
	uint16_t type;
	uint32_t ttl;
	size_t data; /* where it stands in the message */
	size_t size;
};

/* False when the message is not an answer to the query. */
bool dns_response_read(const uint8_t *message, size_t size, const uint8_t *query, size_t query_size,
                       struct dns_response *response);
/* The next record of the answer section. False after the last one, or when the rest is nonsense. */
bool dns_response_next(struct dns_response *response, struct dns_record *record);

#endif
