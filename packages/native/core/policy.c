#include "policy.h"

#include <netinet/in.h>
#include <string.h>

#include "lookups.h"
#include "network.h"
#include "published.h"
#include "text.h"

enum {
	MAGIC = 0x31505753, /* "SWP1" */
	HEADER_SIZE = 8,
	RULE_SIZE = 64,
	PROTOCOL_UNIX = 1,
	ANY_HOST = 0xffff,
	TRIES_MAX = 16, /* of reading a table that is replaced all the time */
};

struct rule {
	uint32_t id;
	uint8_t action, protocol, direction, prefix_length;
	uint16_t host, port_low, port_high;
	struct address address;
	const char *name;
	uint32_t name_length;
};

/* What is asked: exactly one of endpoint, name and path. */
struct question {
	struct context context;
	int protocol; /* 0: any */
	bool is_inbound;
	const struct endpoint *endpoint;
	const char *name;
	uint16_t port; /* of the name; 0: any */
	const char *path;
};

static uint32_t number_at(const uint8_t *bytes, size_t size)
{
	uint32_t number = 0;
	while (size-- > 0)
		number = number << 8 | bytes[size];
	return number;
}

/* False when the rule points out of the table. */
static bool read_rule(const struct published_view *view, size_t index, struct rule *rule)
{
	uint8_t bytes[RULE_SIZE];
	if ((index + 1) * RULE_SIZE + HEADER_SIZE > view->size)
		return false;
	memcpy(bytes, view->bytes + HEADER_SIZE + index * RULE_SIZE, RULE_SIZE);
	rule->id = number_at(bytes, 4);
	rule->action = bytes[4];
	rule->protocol = bytes[5];
	rule->direction = bytes[6];
	rule->prefix_length = bytes[7];
	rule->host = (uint16_t)number_at(bytes + 8, 2);
	rule->port_low = (uint16_t)number_at(bytes + 10, 2);
	rule->port_high = (uint16_t)number_at(bytes + 12, 2);
	memcpy(&rule->address, bytes + 16, sizeof(rule->address));
	uint32_t offset = number_at(bytes + 32, 4);
	rule->name_length = number_at(bytes + 36, 4);
	rule->name = (const char *)view->bytes + offset;
	return offset <= view->size && rule->name_length <= view->size - offset;
}

static bool is_within(const struct address *address, const struct rule *rule)
{
	unsigned bytes = rule->prefix_length / 8, bits = rule->prefix_length % 8;
	if (rule->prefix_length > 8 * sizeof(address->bytes) ||
	    memcmp(address->bytes, rule->address.bytes, bytes) != 0)
		return false;
	return bits == 0 ||
	       ((address->bytes[bytes] ^ rule->address.bytes[bytes]) >> (8 - bits)) == 0;
}

static bool matches_service(const struct rule *rule, int protocol, uint16_t port)
{
	return (rule->protocol == 0 || rule->protocol == protocol) && port >= rule->port_low &&
	       port <= rule->port_high;
}

static bool matches_endpoint(const struct rule *rule, const struct question *question)
{
	const struct endpoint *endpoint = question->endpoint;
	if (!matches_service(rule, question->protocol, endpoint->port))
		return false;
	return rule->name_length == 0 ? is_within(&endpoint->address, rule)
	                              : lookups_gave(question->context, rule->name,
	                                             rule->name_length, &endpoint->address);
}

/* /var/run is the old name of /run, which paths come with. */
static bool matches_path(const struct rule *rule, const char *path)
{
	static const char old[] = "/var/run/";
	size_t left_out = sizeof("/var") - 1;
	if (rule->name_length < sizeof(old) || memcmp(rule->name, old, sizeof(old) - 1) != 0)
		left_out = 0;
	return rule->name_length > 0 &&
	       text_matches(rule->name + left_out, rule->name_length - left_out, path);
}

static bool matches(const struct rule *rule, const struct question *question)
{
	bool is_unix = rule->protocol == PROTOCOL_UNIX, is_inbound = rule->direction != 0;
	if (is_unix != (question->path != NULL) || is_inbound != question->is_inbound)
		return false;
	if (rule->host != ANY_HOST && rule->host != question->context.host)
		return false;
	if (question->endpoint != NULL)
		return matches_endpoint(rule, question);
	if (question->port != 0 && !matches_service(rule, question->protocol, question->port))
		return false;
	if (is_unix)
		return matches_path(rule, question->path);
	return rule->name_length > 0 && text_matches(rule->name, rule->name_length, question->name);
}

/* A table that does not hold together lets nothing out. */
static struct verdict decide_by(const struct published_view *view, const struct question *question)
{
	struct verdict closed = { .rule = POLICY_DEFAULT };
	if (view->size < HEADER_SIZE || number_at(view->bytes, 4) != MAGIC)
		return closed;
	uint32_t count = number_at(view->bytes + 4, 4);
	for (size_t i = 0; i < count; i++) {
		struct rule rule;
		if (!read_rule(view, i, &rule))
			return closed;
		if (matches(&rule, question))
			return (struct verdict){
				.is_allowed = rule.action == 1,
				.rule = (int32_t)rule.id,
				.is_port_named = rule.port_low == rule.port_high,
			};
	}
	return closed;
}

static struct verdict decide(const struct question *question)
{
	struct verdict closed = { .rule = POLICY_DEFAULT };
	const struct network *network = question->context.network;
	if (network == NULL || network->is_compat)
		return closed;
	for (int i = 0; i < TRIES_MAX; i++) {
		struct published_view view = published_look(published_policy(network));
		if (view.size == 0)
			return closed;
		struct verdict verdict = decide_by(&view, question);
		if (published_is_whole(&view))
			return verdict;
	}
	return closed;
}

struct verdict policy_decide(struct context context, int protocol, bool is_inbound,
                             const struct endpoint *endpoint)
{
	if (protocol == IPPROTO_UDPLITE) /* rules of any protocol are about TCP and UDP */
		return (struct verdict){ .rule = POLICY_DEFAULT };
	struct question question = { .context = context,
		                     .protocol = protocol,
		                     .is_inbound = is_inbound,
		                     .endpoint = endpoint };
	return decide(&question);
}

struct verdict policy_decide_name(struct context context, const char *name)
{
	return policy_decide_service(context, 0, name, 0);
}

struct verdict policy_decide_service(struct context context, int protocol, const char *name,
                                     uint16_t port)
{
	char normal[LOOKUP_NAME_SIZE];
	if (!lookups_normalise(name, normal))
		return (struct verdict){ .rule = POLICY_DEFAULT };
	struct question question = {
		.context = context, .protocol = protocol, .name = normal, .port = port
	};
	return decide(&question);
}

struct verdict policy_decide_unix(struct context context, const char *path)
{
	struct question question = { .context = context, .path = path };
	return decide(&question);
}
