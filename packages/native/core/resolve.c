#include "resolve.h"

#include <netdb.h>
#include <string.h>

#include "dns_type.h"
#include "network.h"
#include "own_name.h"
#include "pause.h"
#include "real_names.h"
#include "stub_resolver.h"
#include "text.h"

/* An answer that comes after the resolver has given up is none. */
static enum names_result await_answer(const struct resolver *resolver, enum names_result result,
                                      uint32_t delay_ms, bool is_partly_silent)
{
	uint32_t patience_ms = resolver_patience_ms(resolver);
	if (result == NAMES_SILENT || delay_ms >= patience_ms) {
		pause_ms(patience_ms);
		return NAMES_SILENT;
	}
	pause_ms(is_partly_silent ? patience_ms : delay_ms);
	return result;
}

/* The test's name server is asked for what the network does not know itself. */
static enum names_result resolve_as_is(struct context context, const struct resolver *resolver,
                                       const char *name, int family, struct names_addresses *found)
{
	enum names_result result = names_lookup(context, name, family, found);
	bool is_elsewhere = result == NAMES_OUTSIDE || names_are_elsewhere(result, found);
	if (resolver->is_network || !is_elsewhere)
		return await_answer(resolver, result, found->delay_ms, found->is_partly_silent);
	enum names_result by_server = stub_lookup(context, resolver, name, family, found);
	if (by_server == NAMES_FOUND)
		names_remember(context, name, found);
	return by_server == NAMES_NOT_FOUND && result == NAMES_OUTSIDE ? result : by_server;
}

/* The domain to search in is that of the machine's own name, as glibc has it when nothing else is said. False
 * when there is none, and for names that are whole or known as they are. */
static bool add_domain(struct context context, const char *name, char longer[NAME_TEXT_SIZE])
{
	char domain[OWN_NAME_SIZE];
	struct names_addresses found;
	struct text text = text_start(longer, NAME_TEXT_SIZE);
	size_t length = strlen(name);
	own_domain(context, domain);
	if (domain[0] == '\0' || length == 0 || name[length - 1] == '.' ||
	    length + strlen(domain) >= NAME_TEXT_SIZE ||
	    names_lookup(context, name, AF_UNSPEC, &found) == NAMES_FOUND)
		return false;
	text_add(&text, name);
	text_add(&text, domain);
	return true;
}

/* An answer with an alias in it ends the search, wherever the alias leads. */
static bool is_final(enum names_result result, const struct names_addresses *found)
{
	return (result != NAMES_NOT_FOUND && result != NAMES_NO_DATA) ||
	       resolve_ends_in_alias(result, found);
}

/* Names without a dot are looked for in the domain first. */
static enum names_result resolve_in_domain(struct context context, const struct resolver *resolver,
                                           const char *name, int family,
                                           struct names_addresses *found)
{
	char longer[NAME_TEXT_SIZE];
	if (!add_domain(context, name, longer))
		return resolve_as_is(context, resolver, name, family, found);
	bool has_dot = strchr(name, '.') != NULL;
	const char *first = has_dot ? name : longer, *second = has_dot ? longer : name;
	enum names_result result = resolve_as_is(context, resolver, first, family, found);
	if (is_final(result, found))
		return result;
	enum names_result second_result = resolve_as_is(context, resolver, second, family, found);
	return second_result == NAMES_NOT_FOUND ? result : second_result;
}

enum names_result resolve_name(struct context context, const char *name, int family,
                               struct names_addresses *found)
{
	struct resolver resolver = resolver_of(context);
	enum names_result result = resolve_in_domain(context, &resolver, name, family, found);
	if (result == NAMES_OUTSIDE)
		result = real_names_lookup(context, name, family, found);
	if (result == NAMES_NOT_FOUND && found->is_unknown)
		notice_name(context, name);
	return result;
}

enum names_result resolve_address(struct context context, const struct address *address,
                                  struct names_pointer *found)
{
	struct resolver resolver = resolver_of(context);
	enum names_result result = names_reverse(context, address, found);
	if (resolver.is_network || result != NAMES_NOT_FOUND)
		return await_answer(&resolver, result, found->delay_ms, false);
	return stub_reverse(context, &resolver, address, found);
}

int resolve_error(enum names_result result, uint8_t rcode)
{
	bool is_of_server =
		rcode == DNS_SERVER_FAILURE || rcode == DNS_NOT_IMPLEMENTED || rcode == DNS_REFUSED;
	switch (result) {
	case NAMES_FOUND:
		return 0;
	case NAMES_NO_DATA:
		return NO_DATA;
	case NAMES_SILENT:
		return TRY_AGAIN;
	case NAMES_FAILED:
		return is_of_server ? TRY_AGAIN : NO_RECOVERY;
	default:
		return HOST_NOT_FOUND;
	}
}
