/* Names of a network, for every resolver: what the test published, its hosts, localhost. Nothing outside of
 * the network is asked. Async-signal-safe, without allocation and without a lock. */
#ifndef SOCKETWRAP_NAMES_H
#define SOCKETWRAP_NAMES_H

#include <stdbool.h>
#include <stdint.h>

#include "address.h"
#include "context.h"
#include "dns_name.h"

enum { NAMES_ADDRESSES_MAX = 64, NAMES_ALIASES_MAX = 16 };

enum names_result {
	NAMES_FOUND,
	NAMES_NO_DATA, /* the name exists, and has nothing of what was asked */
	NAMES_NOT_FOUND,
	NAMES_FAILED, /* the test wants an error, see `rcode`; or aliases go in a circle */
	NAMES_SILENT, /* the test wants that no answer ever comes */
};

struct names_addresses {
	int count;
	struct address addresses
		[NAMES_ADDRESSES_MAX]; /* IPv4 first, each family in the order of its records */
	char canonical[NAME_TEXT_SIZE]; /* where aliases ended */
	uint32_t delay_ms; /* before the answer */
	uint8_t rcode; /* of NAMES_FAILED */
	bool is_partly_silent; /* one family was found, of the other no answer comes */
};

/* `family` is AF_UNSPEC, AF_INET or AF_INET6. Numbers are no names. */
enum names_result names_lookup(struct context context, const char *name, int family,
                               struct names_addresses *found);
/* False when nobody has the address. */
bool names_reverse(struct context context, const struct address *address,
                   char name[NAME_TEXT_SIZE]);

#endif
