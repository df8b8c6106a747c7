#include "dns_elsewhere.h"

#include <errno.h>
#include <netinet/in.h>

#include "dns_forward.h"
#include "dns_message.h"
#include "name_server.h"
#include "network.h"
#include "stub_resolver.h"

/* As long as libc's resolver waits by itself. */
enum { PATIENCE_S = 10 };

static bool is_same(const struct endpoint *one, const struct endpoint *other)
{
	return one->port == other->port && address_equal(&one->address, &other->address);
}

struct dns_elsewhere dns_elsewhere_of(struct context context, int protocol,
                                      const struct endpoint *destination)
{
	struct dns_elsewhere elsewhere = { .context = context, .protocol = protocol };
	elsewhere.has_server = name_server_find(context, &elsewhere.server) &&
	                       !is_same(&elsewhere.server, destination);
	return elsewhere;
}

bool dns_elsewhere_is_asked(struct dns_elsewhere *elsewhere, const struct dns_reply *reply)
{
	elsewhere->asks_server = elsewhere->has_server && reply->is_elsewhere;
	elsewhere->asks_machine = reply->is_outside;
	bool is_asked = elsewhere->asks_server || elsewhere->asks_machine;
	if (!is_asked && reply->unknown[0] != '\0')
		notice_name(elsewhere->context, reply->unknown);
	return is_asked;
}

/* What the server says is passed on as it is, also that it cannot answer. */
static ssize_t ask_server(const struct dns_elsewhere *elsewhere, const uint8_t *query, size_t size,
                          uint8_t *answer, size_t room)
{
	struct resolver resolver = { .count = 1,
		                     .servers = { elsewhere->server },
		                     .timeout_s = PATIENCE_S,
		                     .attempts = 1,
		                     .uses_only_tcp = elsewhere->protocol == IPPROTO_TCP,
		                     .ignores_truncation = true,
		                     .takes_failures = true };
	ssize_t got = stub_send(elsewhere->context, &resolver, query, size, answer, room);
	return got == -ECONNREFUSED ? (ssize_t)dns_answer_failure(query, size, answer, room) : got;
}

static ssize_t ask_machine(const struct dns_elsewhere *elsewhere, const uint8_t *query, size_t size,
                           uint8_t *answer, size_t room)
{
	struct resolver servers = dns_forward_servers();
	return dns_forward(&servers, elsewhere->protocol, query, size, answer, room);
}

size_t dns_elsewhere_ask(const struct dns_elsewhere *elsewhere, const uint8_t *query, size_t size,
                         uint8_t *answer, size_t room)
{
	ssize_t got = 0;
	bool is_last_word = false;
	if (elsewhere->asks_server) {
		got = ask_server(elsewhere, query, size, answer, room);
		is_last_word = got < DNS_HEADER_SIZE || dns_rcode_of(answer) != DNS_NAME_ERROR;
	}
	if (elsewhere->asks_machine && !is_last_word)
		got = ask_machine(elsewhere, query, size, answer, room);
	if (got <= 0)
		return 0;
	dns_answer_remember(elsewhere->context, query, size, answer, (size_t)got);
	return (size_t)got;
}
