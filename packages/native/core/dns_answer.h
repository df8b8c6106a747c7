/* The network as a name server. Async-signal-safe, without allocation. */
#ifndef SOCKETWRAP_DNS_ANSWER_H
#define SOCKETWRAP_DNS_ANSWER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "context.h"

struct dns_reply {
	size_t size; /* 0: no answer, what came is no query */
	uint32_t delay_ms; /* before the answer */
	bool is_silent; /* no answer is ever to be sent, whatever `size` says */
	bool is_outside; /* the policy lets the name be looked up outside: the answer is not the last word */
};

/* Answers a message as the network's name server does. `room` is the size of `answer`, at least
 * DNS_UDP_SIZE; by IPPROTO_UDP what the asker has room for counts too. */
struct dns_reply dns_answer(struct context context, int protocol, const uint8_t *query, size_t size,
                            uint8_t *answer, size_t room);
/* An answer has come from outside: its addresses are remembered. */
void dns_answer_remember(struct context context, const uint8_t *query, size_t size,
                         const uint8_t *answer, size_t answer_size);

#endif
