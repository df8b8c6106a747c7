/* Reading a query. What real servers answer with FORMERR is answered so, what they drop is dropped. */
#include <string.h>

#include "dns_message.h"

enum {
	IS_ANSWER = 0x80, /* in the first byte of flags */
	OPCODE = 0x78,
	RECORD_HEAD = 10, /* behind its name */
	EDNS_DNSSEC = 0x80,
};

struct cursor {
	const uint8_t *bytes;
	size_t size;
	size_t at;
};

static void make_lower(char *name)
{
	for (; *name != '\0'; name++)
		if (*name >= 'A' && *name <= 'Z')
			*name = (char)(*name | 0x20);
}

static bool read_question(struct cursor *cursor, struct dns_question *question)
{
	if (!dns_name_read_plain(cursor->bytes, cursor->size, &cursor->at, question->name) ||
	    cursor->size - cursor->at < 4)
		return false;
	make_lower(question->name);
	question->type = dns_u16(cursor->bytes + cursor->at);
	question->class = dns_u16(cursor->bytes + cursor->at + 2);
	cursor->at += 4;
	question->end = cursor->at;
	return true;
}

/* The pseudo-record of EDNS: there is one at most, and it belongs to the root. */
static bool read_edns(const uint8_t *head, const char *name, struct dns_question *question,
                      enum dns_rcode *rcode)
{
	if (question->has_edns || *name != '\0')
		return false;
	question->has_edns = true;
	question->room = dns_u16(head + 2);
	question->wants_dnssec = (head[6] & EDNS_DNSSEC) != 0;
	if (head[5] != 0)
		*rcode = DNS_BAD_VERSION;
	return true;
}

static bool read_record(struct cursor *cursor, bool is_additional, struct dns_question *question,
                        enum dns_rcode *rcode)
{
	char name[NAME_TEXT_SIZE];
	if (!dns_name_read(cursor->bytes, cursor->size, &cursor->at, name) ||
	    cursor->size - cursor->at < RECORD_HEAD)
		return false;
	const uint8_t *head = cursor->bytes + cursor->at;
	size_t size = dns_u16(head + 8);
	cursor->at += RECORD_HEAD;
	if (cursor->size - cursor->at < size)
		return false;
	cursor->at += size;
	return dns_u16(head) != DNS_OPT ||
	       (is_additional && read_edns(head, name, question, rcode));
}

static bool read_sections(struct cursor *cursor, struct dns_question *question,
                          enum dns_rcode *rcode)
{
	if (dns_u16(cursor->bytes + 4) != 1 || !read_question(cursor, question))
		return false;
	for (int section = DNS_ANSWER; section < DNS_SECTIONS; section++)
		for (int left = dns_u16(cursor->bytes + 4 + 2 * section); left > 0; left--)
			if (!read_record(cursor, section == DNS_ADDITIONAL, question, rcode))
				return false;
	return true;
}

/* Which questions a name server that only answers queries about names does not understand. */
static enum dns_rcode check(const struct dns_question *question)
{
	switch (question->type) {
	case DNS_IXFR:
	case DNS_AXFR:
		return DNS_REFUSED;
	case DNS_MAILA:
	case DNS_MAILB:
		return DNS_NOT_IMPLEMENTED;
	case 0:
	case DNS_OPT:
		return DNS_FORMAT_ERROR;
	}
	bool is_internet = question->class == DNS_IN || question->class == DNS_CLASS_ANY;
	return is_internet ? DNS_NO_ERROR : DNS_REFUSED;
}

bool dns_question_read(const uint8_t *query, size_t size, struct dns_question *question,
                       enum dns_rcode *rcode)
{
	struct cursor cursor = { query, size, DNS_HEADER_SIZE };
	if (size < DNS_HEADER_SIZE || (query[2] & IS_ANSWER) != 0)
		return false;
	*question = (struct dns_question){ .room = DNS_UDP_SIZE };
	memcpy(question->flags, query + 2, sizeof(question->flags));
	*rcode = DNS_NO_ERROR;
	if ((query[2] & OPCODE) != 0)
		*rcode = DNS_NOT_IMPLEMENTED;
	else if (!read_sections(&cursor, question, rcode))
		*rcode = DNS_FORMAT_ERROR;
	else if (*rcode == DNS_NO_ERROR)
		*rcode = check(question);
	if (question->room < DNS_UDP_SIZE)
		question->room = DNS_UDP_SIZE;
	if (question->room > DNS_EDNS_SIZE)
		question->room = DNS_EDNS_SIZE;
	return true;
}
