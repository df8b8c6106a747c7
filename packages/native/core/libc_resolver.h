/* res_query() and its relatives, by libc's own state of a resolver. Their -1 goes with errno and h_errno. */
#ifndef SOCKETWRAP_LIBC_RESOLVER_H
#define SOCKETWRAP_LIBC_RESOLVER_H

#include <netinet/in.h>
#include <resolv.h>

#include "context.h"

/* What is asked, and where the answer goes. */
struct libc_question {
	struct context context;
	struct __res_state *state;
	int class, type;
	unsigned char *answer;
	int room;
};

/* After libc has made the state by the machine's files: it is the network's now. */
void libc_resolver_start(struct context context, struct __res_state *state);
/* Each gives the size of the answer, or -1. */
int libc_resolver_send(const struct libc_question *question, const unsigned char *query, int size);
int libc_resolver_query(const struct libc_question *question, const char *name);
int libc_resolver_query_in(const struct libc_question *question, const char *name,
                           const char *domain);
int libc_resolver_search(const struct libc_question *question, const char *name);

#endif
