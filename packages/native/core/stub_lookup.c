/* Names and addresses out of what name servers answer. */
#include <errno.h>
#include <string.h>
#include <sys/random.h>

#include "address_order.h"
#include "dns_response.h"
#include "names_reverse.h"
#include "stub_resolver.h"

enum { ANSWER_SIZE = 4096 };

struct asked {
	uint8_t query[DNS_QUERY_SIZE];
	uint8_t answer[ANSWER_SIZE];
	struct dns_response response;
};

static uint16_t choose_id(void)
{
	uint16_t id = 0;
	if (getrandom(&id, sizeof(id), GRND_NONBLOCK) != sizeof(id))
		id = 1;
	return id;
}

static enum names_result ask(struct context context, const struct resolver *resolver,
                             const char *name, uint16_t type, struct asked *asked)
{
	size_t size = dns_query_make(name, type, DNS_IN, choose_id(), asked->query);
	if (size == 0)
		return NAMES_NOT_FOUND;
	ssize_t got = stub_send(context, resolver, asked->query, size, asked->answer,
	                        sizeof(asked->answer));
	if (got < 0)
		return NAMES_SILENT;
	if (!dns_response_read(asked->answer, (size_t)got, asked->query, size, &asked->response))
		return NAMES_FAILED;
	switch (asked->response.rcode) {
	case DNS_NO_ERROR:
		return NAMES_FOUND;
	case DNS_NAME_ERROR:
		return NAMES_NOT_FOUND;
	default:
		return NAMES_FAILED;
	}
}

static void add(const struct asked *asked, const struct dns_record *record, bool is_v4,
                struct names_addresses *found)
{
	size_t size = is_v4 ? 4 : 16;
	struct address address = address_any(is_v4 ? AF_INET : AF_INET6);
	if (record->size != size || found->count == NAMES_ADDRESSES_MAX)
		return;
	memcpy(address.bytes + sizeof(address.bytes) - size, asked->answer + record->data, size);
	found->addresses[found->count++] = address;
	strcpy(found->canonical, record->owner);
}

static enum names_result look_up_family(struct context context, const struct resolver *resolver,
                                        const char *name, int family, struct names_addresses *found)
{
	struct asked asked;
	struct dns_record record;
	bool is_v4 = family == AF_INET;
	uint16_t type = is_v4 ? DNS_A : DNS_AAAA;
	int count = found->count;
	enum names_result result = ask(context, resolver, name, type, &asked);
	if (result == NAMES_FAILED)
		found->rcode = (uint8_t)asked.response.rcode;
	if (result != NAMES_FOUND)
		return result;
	bool is_first = found->alias_count == 0;
	while (dns_response_next(&asked.response, &record)) {
		if (record.type == type)
			add(&asked, &record, is_v4, found);
		else if (record.type == DNS_CNAME && is_first)
			names_add_alias(found, record.owner);
	}
	return found->count > count ? NAMES_FOUND : NAMES_NO_DATA;
}

/* Who is silent once is not asked for the other family. */
enum names_result stub_lookup(struct context context, const struct resolver *resolver,
                              const char *name, int family, struct names_addresses *found)
{
	*found = (struct names_addresses){ 0 };
	if (!dns_name_normalise(name, found->canonical))
		return NAMES_NOT_FOUND;
	if (family != AF_UNSPEC)
		return look_up_family(context, resolver, name, family, found);
	enum names_result v4 = look_up_family(context, resolver, name, AF_INET, found), v6 = v4;
	if (v4 != NAMES_SILENT)
		v6 = look_up_family(context, resolver, name, AF_INET6, found);
	address_order(context, found->addresses, found->count);
	bool is_v4_decisive = v4 == NAMES_FOUND || (v4 == NAMES_FAILED && v6 != NAMES_FOUND);
	return is_v4_decisive ? v4 : v6;
}

enum names_result stub_reverse(struct context context, const struct resolver *resolver,
                               const struct address *address, struct names_pointer *found)
{
	struct asked asked;
	struct dns_record record;
	*found = (struct names_pointer){ 0 };
	names_reverse_format(address, found->name);
	enum names_result result = ask(context, resolver, found->name, DNS_PTR, &asked);
	if (result == NAMES_FAILED)
		found->rcode = (uint8_t)asked.response.rcode;
	if (result != NAMES_FOUND)
		return result;
	while (dns_response_next(&asked.response, &record)) {
		size_t at = record.data;
		if (record.type == DNS_PTR &&
		    dns_name_read(asked.answer, record.data + record.size, &at, found->name))
			return NAMES_FOUND;
	}
	return NAMES_NO_DATA;
}
