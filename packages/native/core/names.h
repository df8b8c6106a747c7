/* Names of a network, for every resolver: what the test published, its hosts, localhost. Nothing outside of
 * the network is asked. Async-signal-safe, without allocation and without a lock. */
#ifndef SOCKETWRAP_NAMES_H
#define SOCKETWRAP_NAMES_H

#include <stdbool.h>
#include <stdint.h>

#include "address.h"
#include "context.h"
#include "dns_name.h"

enum { NAMES_ADDRESSES_MAX = 256, NAMES_ALIASES_MAX = 16, NAMES_ALIASES_KEPT = 4 };

enum names_result {
	NAMES_FOUND,
	NAMES_NO_DATA, /* the name exists, and has nothing of what was asked */
	NAMES_NOT_FOUND,
	NAMES_FAILED, /* the test wants an error, see `rcode`; or aliases go in a circle */
	NAMES_SILENT, /* the test wants that no answer ever comes */
	NAMES_OUTSIDE, /* nothing here has the name, and the policy lets it be looked up outside */
};

struct names_addresses {
	int count;
	struct address addresses[NAMES_ADDRESSES_MAX]; /* in the order in which to try them */
	char canonical[NAME_TEXT_SIZE]; /* where aliases ended */
	int alias_count;
	char aliases[NAMES_ALIASES_KEPT][NAME_TEXT_SIZE]; /* that led there, the first ones */
	bool is_as_asked; /* the name itself was found, so its spelling counts */
	uint32_t delay_ms; /* before the answer */
	uint8_t rcode; /* of NAMES_FAILED */
	bool is_partly_silent; /* one family was found, of the other no answer comes */
	bool is_unknown; /* nothing is said of the name here, but maybe of others below it */
};

struct names_pointer {
	char name[NAME_TEXT_SIZE];
	uint32_t delay_ms;
	uint8_t rcode; /* of NAMES_FAILED */
};

/* Whether somebody else may know better than this result: the test's name server, or the machine. */
static inline bool names_are_elsewhere(enum names_result result,
                                       const struct names_addresses *found)
{
	return found->is_unknown && (result == NAMES_NOT_FOUND || result == NAMES_NO_DATA);
}

/* `family` is AF_UNSPEC, AF_INET or AF_INET6. Numbers are no names. */
enum names_result names_lookup(struct context context, const char *name, int family,
                               struct names_addresses *found);
enum names_result names_reverse(struct context context, const struct address *address,
                                struct names_pointer *found);
void names_add_alias(struct names_addresses *found, const char *alias);
/* The name has given the addresses: the policy and notices go by that. */
void names_remember(struct context context, const char *name, const struct names_addresses *found);

#endif
