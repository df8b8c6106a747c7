#include "names.h"

#include <string.h>

#include "address_order.h"
#include "dns_type.h"
#include "lookups.h"
#include "names_node.h"
#include "names_reverse.h"
#include "policy.h"

static void add_records(const struct names_answer *answer, bool is_v4,
                        struct names_addresses *found)
{
	struct names_entry entry = answer->entry;
	struct names_record record;
	while (names_record_next(&entry, &record) && found->count < NAMES_ADDRESSES_MAX) {
		struct address address = address_any(is_v4 ? AF_INET : AF_INET6);
		size_t size = is_v4 ? 4 : 16;
		if (record.size != size)
			continue;
		memcpy(address.bytes + sizeof(address.bytes) - size, record.data, size);
		found->addresses[found->count++] = address;
	}
}

static void add(const struct names_answer *answer, bool is_v4, struct names_addresses *found)
{
	for (int i = 0; i < answer->count && found->count < NAMES_ADDRESSES_MAX; i++)
		found->addresses[found->count++] = answer->addresses[i];
	add_records(answer, is_v4, found);
}

void names_add_alias(struct names_addresses *found, const char *alias)
{
	if (found->alias_count < NAMES_ALIASES_KEPT)
		strcpy(found->aliases[found->alias_count++], alias);
}

/* Follows aliases from `name`, which becomes the one where they end. `found` keeps them, when it is given. */
static enum names_result resolve(const struct names_view *view, char name[NAME_TEXT_SIZE],
                                 uint16_t type, struct names_node *node,
                                 struct names_answer *answer, uint32_t *delay_ms,
                                 struct names_addresses *found)
{
	for (int aliases = 0; aliases <= NAMES_ALIASES_MAX; aliases++) {
		names_node_find(view, name, node);
		names_node_ask(view, node, type, answer);
		*delay_ms += answer->delay_ms;
		if (answer->result != NAMES_FOUND || !answer->is_alias)
			return answer->result;
		if (found != NULL)
			names_add_alias(found, name);
		if (!names_answer_target(answer, name))
			break;
	}
	answer->rcode = DNS_SERVER_FAILURE;
	return NAMES_FAILED;
}

/* Names of hosts, and those in files, have a spelling of their own. */
static void take_canonical(const struct names_node *node, struct names_addresses *found)
{
	char canonical[NAME_TEXT_SIZE];
	strcpy(canonical, found->canonical);
	names_node_canonical(node, canonical);
	if (strcmp(canonical, found->canonical) != 0)
		names_add_alias(found, found->canonical);
	strcpy(found->canonical, canonical);
	found->is_as_asked = found->alias_count == 0 && !node->is_localhost && node->host < 0 &&
	                     node->about.record_count == 0;
}

static enum names_result look_up_family(const struct names_view *view, const char *name, int family,
                                        struct names_addresses *found)
{
	struct names_node node;
	struct names_answer answer;
	uint16_t type = family == AF_INET ? DNS_A : DNS_AAAA;
	strcpy(found->canonical, name);
	enum names_result result =
		resolve(view, found->canonical, type, &node, &answer, &found->delay_ms, found);
	found->rcode = answer.rcode;
	found->is_unknown = !node.exists || node.is_parent;
	if (result == NAMES_FOUND) {
		add(&answer, family == AF_INET, found);
		take_canonical(&node, found);
	}
	return result;
}

static void take_names(struct names_addresses *found, const struct names_addresses *other)
{
	strcpy(found->canonical, other->canonical);
	memcpy(found->aliases, other->aliases, sizeof(found->aliases));
	found->alias_count = other->alias_count;
	found->is_as_asked = other->is_as_asked;
}

static uint32_t longer(uint32_t left, uint32_t right)
{
	return left > right ? left : right;
}

/* Two questions at the same time: one good answer is enough, and the slower one decides when. */
static enum names_result look_up_both(const struct names_view *view, const char *name,
                                      struct names_addresses *found)
{
	struct names_addresses v6 = { 0 };
	enum names_result result = look_up_family(view, name, AF_INET, found);
	enum names_result v6_result = look_up_family(view, name, AF_INET6, &v6);
	for (int i = 0; i < v6.count && found->count < NAMES_ADDRESSES_MAX; i++)
		found->addresses[found->count++] = v6.addresses[i];
	found->delay_ms = longer(found->delay_ms, v6.delay_ms);
	found->is_partly_silent = result == NAMES_SILENT || v6_result == NAMES_SILENT;
	if (result == NAMES_FOUND)
		return result;
	take_names(found, &v6);
	if (v6_result == NAMES_FOUND || v6_result == NAMES_SILENT || v6_result == NAMES_FAILED) {
		found->rcode = v6.rcode;
		return v6_result;
	}
	return result == NAMES_NOT_FOUND ? v6_result : result;
}

static enum names_result look_up(struct context context, const char *name, int family,
                                 struct names_addresses *found)
{
	enum names_result result;
	struct names_view view;
	do {
		*found = (struct names_addresses){ 0 };
		view = names_view_open(context);
		result = family == AF_UNSPEC ? look_up_both(&view, name, found)
		                             : look_up_family(&view, name, family, found);
	} while (!names_view_is_whole(&view));
	address_order(context, found->addresses, found->count);
	return result;
}

static void spell_as_asked(struct names_addresses *found, const char *name, size_t length)
{
	if (found->is_as_asked)
		memcpy(found->canonical, name, length);
	if (found->alias_count > 0)
		memcpy(found->aliases[0], name, length);
}

enum names_result names_lookup(struct context context, const char *name, int family,
                               struct names_addresses *found)
{
	char normal[NAME_TEXT_SIZE];
	*found = (struct names_addresses){ 0 };
	if (!dns_name_normalise(name, normal))
		return strcmp(name, ".") == 0 ? NAMES_NO_DATA : NAMES_NOT_FOUND;
	enum names_result result = look_up(context, normal, family, found);
	if (result == NAMES_FOUND) {
		spell_as_asked(found, name, strlen(normal));
		names_remember(context, normal, found);
	}
	if (names_are_elsewhere(result, found) &&
	    policy_decide_name(context, found->canonical).is_allowed)
		return NAMES_OUTSIDE;
	return result;
}

void names_remember(struct context context, const char *name, const struct names_addresses *found)
{
	for (int i = 0; i < found->count; i++)
		lookups_add(context, name, &found->addresses[i]);
}

static enum names_result read_pointer(const struct names_answer *answer,
                                      struct names_pointer *found)
{
	if (answer->pointer != NULL)
		strcpy(found->name, answer->pointer);
	return answer->pointer != NULL || names_answer_target(answer, found->name) ? NAMES_FOUND
	                                                                           : NAMES_NO_DATA;
}

enum names_result names_reverse(struct context context, const struct address *address,
                                struct names_pointer *found)
{
	struct names_node node;
	struct names_answer answer;
	struct names_view view;
	enum names_result result;
	do {
		*found = (struct names_pointer){ 0 };
		view = names_view_open(context);
		names_reverse_format(address, found->name);
		result = resolve(&view, found->name, DNS_PTR, &node, &answer, &found->delay_ms,
		                 NULL);
		found->rcode = answer.rcode;
		if (result == NAMES_FOUND)
			result = read_pointer(&answer, found);
	} while (!names_view_is_whole(&view));
	return result;
}
