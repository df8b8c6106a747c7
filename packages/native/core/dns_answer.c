#include "dns_answer.h"

#include <netinet/in.h>
#include <string.h>

#include "dns_records.h"
#include "dns_response.h"
#include "lookups.h"
#include "names_reverse.h"
#include "policy.h"

/* One question, on its way along aliases. */
struct inquiry {
	uint16_t type;
	char name[NAME_TEXT_SIZE]; /* that is asked now */
	bool has_alias; /* … because the one before is an alias of it */
	bool is_parent; /* nothing but that there are others below it */
	bool is_unknown; /* nothing on the network says anything about it */
	bool is_silent;
	uint32_t delay_ms;
	struct names_view view;
	struct dns_records records;
};

static enum dns_rcode give_nothing(struct inquiry *inquiry, enum names_result result)
{
	dns_records_add_authority(&inquiry->records, inquiry->name);
	return result == NAMES_NOT_FOUND ? DNS_NAME_ERROR : DNS_NO_ERROR;
}

static enum dns_rcode give_all(struct inquiry *inquiry, const struct names_node *node)
{
	dns_records_add_all(&inquiry->records, node);
	bool is_empty = inquiry->records.writer.counts[DNS_ANSWER] == 0;
	return is_empty ? give_nothing(inquiry, NAMES_NO_DATA) : DNS_NO_ERROR;
}

static enum dns_rcode give(struct inquiry *inquiry, const struct names_answer *answer)
{
	size_t place = dns_records_add(&inquiry->records, answer);
	if (!answer->is_alias || inquiry->records.writer.is_truncated)
		return DNS_NO_ERROR;
	if (!names_answer_target(answer, inquiry->name))
		return DNS_SERVER_FAILURE;
	inquiry->has_alias = true;
	inquiry->records.owner = place;
	return DNS_NO_ERROR;
}

static enum dns_rcode ask_once(struct inquiry *inquiry)
{
	struct names_node node;
	struct names_answer answer;
	names_node_find(&inquiry->view, inquiry->name, &node);
	names_node_ask(&inquiry->view, &node, inquiry->type, &answer);
	inquiry->delay_ms += answer.delay_ms;
	inquiry->is_silent = answer.result == NAMES_SILENT;
	inquiry->is_unknown = !node.exists;
	inquiry->is_parent = node.is_parent;
	inquiry->has_alias = false;
	switch (answer.result) {
	case NAMES_FOUND:
		return give(inquiry, &answer);
	case NAMES_FAILED:
		return (enum dns_rcode)answer.rcode;
	case NAMES_NO_DATA:
		if (inquiry->type == DNS_ANY)
			return give_all(inquiry, &node);
		return give_nothing(inquiry, answer.result);
	default:
		return give_nothing(inquiry, answer.result);
	}
}

static enum dns_rcode ask(struct inquiry *inquiry, const struct dns_question *question)
{
	enum dns_rcode rcode = DNS_NO_ERROR;
	inquiry->has_alias = true;
	for (int aliases = 0; inquiry->has_alias && aliases <= NAMES_ALIASES_MAX; aliases++)
		rcode = ask_once(inquiry);
	if (inquiry->has_alias)
		rcode = DNS_SERVER_FAILURE;
	if (rcode != DNS_NO_ERROR && rcode != DNS_NAME_ERROR)
		dns_answer_empty(&inquiry->records.writer, question);
	return rcode;
}

/* Looking for the name of an address is no way to the outside. */
static bool is_reverse(const struct inquiry *inquiry)
{
	struct address address;
	return names_reverse_parse(inquiry->name, &address);
}

static struct dns_reply answer_question(struct context context, const struct dns_question *question,
                                        const uint8_t *query, uint8_t *answer, size_t room)
{
	struct inquiry inquiry;
	enum dns_rcode rcode;
	do {
		inquiry = (struct inquiry){ .type = question->type,
			                    .view = names_view_open(context) };
		inquiry.records.view = &inquiry.view;
		inquiry.records.owner = DNS_HEADER_SIZE;
		inquiry.records.writer = dns_answer_begin(question, query, answer, room);
		strcpy(inquiry.name, question->name);
		rcode = ask(&inquiry, question);
	} while (!names_view_is_whole(&inquiry.view));
	struct dns_reply reply = { .size = dns_answer_end(&inquiry.records.writer, question, rcode),
		                   .delay_ms = inquiry.delay_ms,
		                   .is_silent = inquiry.is_silent,
		                   .is_elsewhere = inquiry.is_unknown || inquiry.is_parent };
	bool may_be_outside = reply.is_elsewhere && !is_reverse(&inquiry);
	reply.is_outside = may_be_outside && policy_decide_name(context, inquiry.name).is_allowed;
	if (may_be_outside && inquiry.is_unknown)
		strcpy(reply.unknown, inquiry.name);
	return reply;
}

size_t dns_answer_failure(const uint8_t *query, size_t size, uint8_t *answer, size_t room)
{
	struct dns_question question;
	enum dns_rcode rcode;
	if (!dns_question_read(query, size, &question, &rcode))
		return 0;
	struct dns_writer writer = dns_answer_begin(&question, query, answer, room);
	return dns_answer_end(&writer, &question, DNS_SERVER_FAILURE);
}

void dns_answer_remember(struct context context, const uint8_t *query, size_t size,
                         const uint8_t *answer, size_t answer_size)
{
	struct dns_question question;
	struct dns_response response;
	struct dns_record record;
	enum dns_rcode rcode;
	if (!dns_question_read(query, size, &question, &rcode) ||
	    !dns_response_read(answer, answer_size, query, size, &response))
		return;
	while (dns_response_next(&response, &record)) {
		bool is_v4 = record.type == DNS_A;
		struct address address = address_any(is_v4 ? AF_INET : AF_INET6);
		if ((!is_v4 && record.type != DNS_AAAA) || record.size != (is_v4 ? 4 : 16))
			continue;
		memcpy(address.bytes + (is_v4 ? 12 : 0), answer + record.data, record.size);
		lookups_add(context, question.name, &address);
	}
}

struct dns_reply dns_answer(struct context context, int protocol, const uint8_t *query, size_t size,
                            uint8_t *answer, size_t room)
{
	struct dns_question question;
	enum dns_rcode rcode;
	if (!dns_question_read(query, size, &question, &rcode))
		return (struct dns_reply){ 0 };
	if (protocol == IPPROTO_UDP && question.room < room)
		room = question.room;
	if (rcode != DNS_NO_ERROR) {
		struct dns_writer writer = dns_answer_begin(&question, query, answer, room);
		return (struct dns_reply){ .size = dns_answer_end(&writer, &question, rcode) };
	}
	struct dns_reply reply = answer_question(context, &question, query, answer, room);
	dns_answer_remember(context, query, size, answer, reply.size);
	return reply;
}
