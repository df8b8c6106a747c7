/* Messages of the DNS (RFC 1035, 4; RFC 6891): reading a query, writing its answer. All numbers are big endian. */
#ifndef SOCKETWRAP_DNS_MESSAGE_H
#define SOCKETWRAP_DNS_MESSAGE_H

#include "dns_name.h"
#include "dns_type.h"

enum { DNS_HEADER_SIZE = 12, DNS_UDP_SIZE = 512, DNS_EDNS_SIZE = 4096, DNS_MESSAGE_MAX = 65535 };
enum dns_section { DNS_QUESTION, DNS_ANSWER, DNS_AUTHORITY, DNS_ADDITIONAL, DNS_SECTIONS };

static inline uint16_t dns_u16(const uint8_t *bytes)
{
	return (uint16_t)(bytes[0] << 8 | bytes[1]);
}

static inline uint32_t dns_u32(const uint8_t *bytes)
{
	return (uint32_t)dns_u16(bytes) << 16 | dns_u16(bytes + 2);
}

enum { DNS_IS_TRUNCATED = 0x02 /* in the first byte of flags */ };

static inline bool dns_is_truncated(const uint8_t *message)
{
	return (message[2] & DNS_IS_TRUNCATED) != 0;
}

static inline void dns_set_truncated(uint8_t *message)
{
	message[2] |= DNS_IS_TRUNCATED;
}

static inline enum dns_rcode dns_rcode_of(const uint8_t *message)
{
	return (enum dns_rcode)(message[3] & 0x0f);
}

struct dns_question {
	char name[NAME_TEXT_SIZE]; /* in lower case */
	uint16_t type;
	uint16_t class;
	uint8_t flags[2]; /* of the header, see dns_message.c */
	size_t end; /* where the question ends, 0 when it has none that can be read */
	bool has_edns;
	bool wants_dnssec;
	uint16_t room; /* that the sender has for an answer by UDP */
};

/* False for what is no query, which gets no answer. `*rcode` is what is wrong with it. */
bool dns_question_read(const uint8_t *query, size_t size, struct dns_question *question,
                       enum dns_rcode *rcode);

/* Writes into memory of the caller. What does not fit is left out, which the message then says. */
struct dns_writer {
	uint8_t *bytes;
	size_t room; /* without what the end of the message takes */
	size_t size;
	uint16_t counts[DNS_SECTIONS];
	bool is_truncated;
};

/* The room must hold the question, see dns_question_read(). */
struct dns_writer dns_answer_begin(const struct dns_question *question, const uint8_t *query,
                                   uint8_t *bytes, size_t room);
/* Takes the records back. */
void dns_answer_empty(struct dns_writer *writer, const struct dns_question *question);
/* `owner` is where a name stands in the message. Gives where the data went, 0 when there was no room. */
size_t dns_answer_add(struct dns_writer *writer, enum dns_section section, size_t owner,
                      uint16_t type, uint32_t ttl, const void *data, size_t size);
/* The size of the message. */
size_t dns_answer_end(struct dns_writer *writer, const struct dns_question *question,
                      enum dns_rcode rcode);

#endif
