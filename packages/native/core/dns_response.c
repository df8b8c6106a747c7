#include "dns_response.h"

#include <string.h>
#include <strings.h>

enum { IS_ANSWER = 0x80, WANTS_RECURSION = 0x01 };

static void put_u16(uint8_t *bytes, uint16_t value)
{
	bytes[0] = (uint8_t)(value >> 8);
	bytes[1] = (uint8_t)value;
}

size_t dns_query_make(const char *name, uint16_t type, uint16_t class, uint16_t id,
                      uint8_t query[DNS_QUERY_SIZE])
{
	size_t size = dns_name_write(name, query + DNS_HEADER_SIZE, DNS_NAME_WIRE_MAX);
	if (size == 0)
		return 0;
	memset(query, 0, DNS_HEADER_SIZE);
	put_u16(query, id);
	query[2] = WANTS_RECURSION;
	query[5] = 1;
	size += DNS_HEADER_SIZE;
	put_u16(query + size, type);
	put_u16(query + size + 2, class);
	return size + 4;
}

/* Servers may leave the question out of an answer that is an error. */
static bool has_question_of(struct dns_response *response, const uint8_t *query, size_t query_size)
{
	char asked[NAME_TEXT_SIZE], answered[NAME_TEXT_SIZE];
	size_t at = DNS_HEADER_SIZE;
	if (dns_u16(response->message + 4) == 0)
		return response->rcode != DNS_NO_ERROR;
	if (dns_u16(response->message + 4) != 1 ||
	    !dns_name_read_plain(query, query_size, &at, asked) ||
	    !dns_name_read(response->message, response->size, &response->at, answered) ||
	    query_size - at < 4 || response->size - response->at < 4)
		return false;
	bool is_same = strcasecmp(asked, answered) == 0 &&
	               memcmp(query + at, response->message + response->at, 4) == 0;
	response->at += 4;
	return is_same;
}

bool dns_response_read(const uint8_t *message, size_t size, const uint8_t *query, size_t query_size,
                       struct dns_response *response)
{
	*response = (struct dns_response){ message, size, DNS_HEADER_SIZE, 0, DNS_NO_ERROR };
	if (size < DNS_HEADER_SIZE || query_size < DNS_HEADER_SIZE ||
	    memcmp(message, query, 2) != 0 || (message[2] & IS_ANSWER) == 0)
		return false;
	response->rcode = dns_rcode_of(message);
	response->left = dns_u16(message + 4 + 2 * DNS_ANSWER);
	return has_question_of(response, query, query_size);
}

bool dns_response_next(struct dns_response *response, struct dns_record *record)
{
	enum { HEAD = 10 };
	const uint8_t *message = response->message;
	if (response->left == 0)
		return false;
	response->left--;
	if (!dns_name_read(message, response->size, &response->at, record->owner) ||
	    response->size - response->at < HEAD)
		return false;
	const uint8_t *head = message + response->at;
	record->type = dns_u16(head);
	record->ttl = dns_u32(head + 4);
	record->size = dns_u16(head + 8);
	record->data = response->at + HEAD;
	if (response->size - record->data < record->size)
		return false;
	response->at = record->data + record->size;
	return true;
}
