/* Which name servers libc's resolver asks, see resolv.conf(5). */
#ifndef SOCKETWRAP_RESOLVER_H
#define SOCKETWRAP_RESOLVER_H

#include <stdbool.h>
#include <stddef.h>

#include "address.h"
#include "context.h"

enum { RESOLVER_SERVERS_MAX = 3 };

struct resolver {
	bool is_network; /* the one server is the network itself */
	int count;
	struct endpoint servers[RESOLVER_SERVERS_MAX];
	int timeout_s; /* for the first answer of a server */
	int attempts;
	bool uses_only_tcp;
	bool ignores_truncation;
	bool takes_failures; /* a server that cannot answer is the last word */
};

/* Whom programs are told to ask: the servers of RESOLV_WRAPPER_CONF, else the network, which asks others itself. */
struct resolver resolver_for_programs(void);
/* Who knows what the network does not: the same, or the name server that the test has made the network's own. */
struct resolver resolver_of(struct context context);
/* Takes the name servers and options out of a resolv.conf. */
void resolver_read(struct resolver *resolver, const char *text, size_t size);

/* How long an attempt waits for a server: a later one is given twice the time of the one before, shared by
 * all (res_send.c of glibc). */
unsigned resolver_server_ms(const struct resolver *resolver, int server);
/* How long it takes until an answer that never comes is given up. */
unsigned resolver_patience_ms(const struct resolver *resolver);

#endif
