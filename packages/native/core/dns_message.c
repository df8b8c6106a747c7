#include "dns_message.h"

#include <string.h>

enum {
	/* First byte of flags. */
	IS_ANSWER = 0x80,
	OPCODE = 0x78,
	IS_AUTHORITY = 0x04,
	WANTS_RECURSION = 0x01,
	/* Second byte. */
	HAS_RECURSION = 0x80,
	IS_CHECKING_DISABLED = 0x10,
	RCODE = 0x0f,

	POINTER = 0xc000,
	RECORD_SIZE = 12, /* with a pointer for its name, without its data */
	EDNS_RECORD_SIZE = 11,
};

static void put_u16(uint8_t *bytes, size_t value)
{
	bytes[0] = (uint8_t)(value >> 8);
	bytes[1] = (uint8_t)value;
}

static void put_u32(uint8_t *bytes, uint32_t value)
{
	put_u16(bytes, value >> 16);
	put_u16(bytes + 2, value & 0xffff);
}

struct dns_writer dns_answer_begin(const struct dns_question *question, const uint8_t *query,
                                   uint8_t *bytes, size_t room)
{
	struct dns_writer writer = { .bytes = bytes, .room = room };
	memset(bytes, 0, DNS_HEADER_SIZE);
	memcpy(bytes, query, 2);
	if (question->end != 0)
		memcpy(bytes + DNS_HEADER_SIZE, query + DNS_HEADER_SIZE,
		       question->end - DNS_HEADER_SIZE);
	if (question->has_edns)
		writer.room -= EDNS_RECORD_SIZE;
	dns_answer_empty(&writer, question);
	return writer;
}

void dns_answer_empty(struct dns_writer *writer, const struct dns_question *question)
{
	writer->size = question->end == 0 ? DNS_HEADER_SIZE : question->end;
	memset(writer->counts, 0, sizeof(writer->counts));
	writer->counts[DNS_QUESTION] = question->end != 0;
	writer->is_truncated = false;
}

size_t dns_answer_add(struct dns_writer *writer, enum dns_section section, size_t owner,
                      uint16_t type, uint32_t ttl, const void *data, size_t size)
{
	if (writer->is_truncated || writer->room - writer->size < RECORD_SIZE + size) {
		writer->is_truncated = true;
		return 0;
	}
	uint8_t *record = writer->bytes + writer->size;
	put_u16(record, POINTER | owner);
	put_u16(record + 2, type);
	put_u16(record + 4, DNS_IN);
	put_u32(record + 6, ttl);
	put_u16(record + 10, size);
	memcpy(record + RECORD_SIZE, data, size);
	size_t place = writer->size + RECORD_SIZE;
	writer->size = place + size;
	writer->counts[section]++;
	return place;
}

static void add_edns(struct dns_writer *writer, const struct dns_question *question,
                     enum dns_rcode rcode)
{
	uint8_t *record = writer->bytes + writer->size;
	memset(record, 0, EDNS_RECORD_SIZE);
	put_u16(record + 1, DNS_OPT);
	put_u16(record + 3, DNS_EDNS_SIZE);
	record[5] = (uint8_t)((unsigned)rcode >> 4);
	record[7] = question->wants_dnssec ? 0x80 : 0;
	writer->size += EDNS_RECORD_SIZE;
	writer->counts[DNS_ADDITIONAL]++;
}

size_t dns_answer_end(struct dns_writer *writer, const struct dns_question *question,
                      enum dns_rcode rcode)
{
	uint8_t *flags = writer->bytes + 2;
	if (question->has_edns)
		add_edns(writer, question, rcode);
	flags[0] = (uint8_t)(IS_ANSWER | (question->flags[0] & (OPCODE | WANTS_RECURSION)));
	if (rcode == DNS_NO_ERROR || rcode == DNS_NAME_ERROR)
		flags[0] |= IS_AUTHORITY;
	if (writer->is_truncated)
		flags[0] |= DNS_IS_TRUNCATED;
	flags[1] = (uint8_t)(HAS_RECURSION | (question->flags[1] & IS_CHECKING_DISABLED) |
	                     ((unsigned)rcode & RCODE));
	for (int section = 0; section < DNS_SECTIONS; section++)
		put_u16(writer->bytes + 4 + 2 * section, writer->counts[section]);
	return writer->size;
}
