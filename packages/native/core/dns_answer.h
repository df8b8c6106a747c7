/* The network as a name server. Async-signal-safe, without allocation. */
#ifndef SOCKETWRAP_DNS_ANSWER_H
#define SOCKETWRAP_DNS_ANSWER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "context.h"
#include "dns_name.h"

struct dns_reply {
	size_t size; /* 0: no answer, what came is no query */
	uint32_t delay_ms; /* before the answer */
	bool is_silent; /* no answer is ever to be sent, whatever `size` says */
	char unknown[NAME_TEXT_SIZE]; /* the name that nobody on the network has, or "" */
	bool is_elsewhere; /* somebody else may know better: the test's name server */
	bool is_outside; /* … or the machine, as the policy lets the name be looked up there */
};

/* Answers a message as the network's name server does. `room` is the size of `answer`, at least
 * DNS_UDP_SIZE; by IPPROTO_UDP what the asker has room for counts too. */
struct dns_reply dns_answer(struct context context, int protocol, const uint8_t *query, size_t size,
                            uint8_t *answer, size_t room);
/* The answer of a server that cannot answer: its size, 0 when the message is no query. */
size_t dns_answer_failure(const uint8_t *query, size_t size, uint8_t *answer, size_t room);
/* An answer has come from elsewhere: its addresses are remembered. */
void dns_answer_remember(struct context context, const uint8_t *query, size_t size,
                         const uint8_t *answer, size_t answer_size);

#endif
