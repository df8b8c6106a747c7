/* What the network does not know as a name server it asks others for: the name server of the test, and where the
 * policy lets it those of the machine. */
#ifndef SOCKETWRAP_DNS_ELSEWHERE_H
#define SOCKETWRAP_DNS_ELSEWHERE_H

#include <sys/types.h>

#include "address.h"
#include "dns_answer.h"

struct dns_elsewhere {
	struct context context; /* of who asks */
	int protocol;
	bool has_server;
	struct endpoint server; /* of the test */
	bool asks_server, asks_machine; /* after the last reply */
};

/* Whom a program may ask behind `destination`. To be called in that program, which may be the name server itself. */
struct dns_elsewhere dns_elsewhere_of(struct context context, int protocol,
                                      const struct endpoint *destination);
/* Whether somebody else is to be asked after this reply. A name of which nobody is asked is noted for the test's
 * report. */
bool dns_elsewhere_is_asked(struct dns_elsewhere *elsewhere, const struct dns_reply *reply);
/* The size of the answer, 0 when none came. Blocks; async-signal-safe. */
size_t dns_elsewhere_ask(const struct dns_elsewhere *elsewhere, const uint8_t *query, size_t size,
                         uint8_t *answer, size_t room);

#endif
