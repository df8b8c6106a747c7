#include "libc_resolver.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <stdlib.h>
#include <string.h>

#include "dns_answer.h"
#include "dns_message.h"
#include "names_file.h"
#include "network.h"
#include "own_name.h"
#include "stub_resolver.h"

/* libc keeps IPv6 addresses beside the list, in memory of its own. */
static void put_server(struct __res_state *state, int index, const struct endpoint *server)
{
	struct sockaddr_storage address = { 0 };
	bool is_v4 = address_is_v4(&server->address);
	socklen_t length = sizeof(address);
	struct sockaddr_in6 **v6 = &state->_u._ext.nsaddrs[index];
	endpoint_write(server, is_v4 ? AF_INET : AF_INET6, (struct sockaddr *)&address, &length);
	memset(&state->nsaddr_list[index], 0, sizeof(state->nsaddr_list[index]));
	if (is_v4)
		memcpy(&state->nsaddr_list[index], &address, sizeof(struct sockaddr_in));
	if (*v6 == NULL && !is_v4)
		*v6 = malloc(sizeof(**v6));
	if (*v6 != NULL)
		memcpy(*v6, &address, sizeof(**v6));
}

static void put_domain(struct context context, struct __res_state *state)
{
	char domain[OWN_NAME_SIZE];
	own_domain(context, domain);
	memset(state->dnsrch, 0, sizeof(state->dnsrch));
	state->defdname[0] = '\0';
	if (domain[0] == '\0')
		return;
	strncpy(state->defdname, domain + 1, sizeof(state->defdname) - 1);
	state->dnsrch[0] = state->defdname;
}

void libc_resolver_start(struct context context, struct __res_state *state)
{
	struct resolver resolver = resolver_for_programs();
	for (int i = 0; i < resolver.count && i < MAXNS; i++)
		put_server(state, i, &resolver.servers[i]);
	state->nscount = resolver.count;
	state->retrans = resolver.timeout_s;
	state->retry = resolver.attempts;
	state->ndots = 1;
	state->options &= ~(unsigned long)(RES_ROTATE | RES_USEVC);
	if (resolver.uses_only_tcp)
		state->options |= RES_USEVC;
	put_domain(context, state);
}

/* The state's own servers, which a program may have put there. */
static struct resolver resolver_in(const struct __res_state *state)
{
	struct resolver resolver = {
		.timeout_s = state->retrans < 1 ? 1 : state->retrans,
		.attempts = state->retry < 1 ? 1 : state->retry,
		.uses_only_tcp = (state->options & RES_USEVC) != 0,
		.ignores_truncation = (state->options & RES_IGNTC) != 0,
	};
	for (int i = 0; i < state->nscount && i < RESOLVER_SERVERS_MAX; i++) {
		const struct sockaddr_in *v4 = &state->nsaddr_list[i];
		const struct sockaddr_in6 *v6 = state->_u._ext.nsaddrs[i];
		struct endpoint *server = &resolver.servers[resolver.count];
		int result = v4->sin_family == AF_INET
		                     ? endpoint_read(server, AF_INET, (const struct sockaddr *)v4,
		                                     sizeof(*v4))
		             : v6 != NULL ? endpoint_read(server, AF_INET6,
		                                          (const struct sockaddr *)v6, sizeof(*v6))
		                          : -EINVAL;
		if (result == 0)
			resolver.count++;
	}
	return resolver;
}

static int fail(const struct libc_question *question, int host_error)
{
	question->state->res_h_errno = host_error;
	h_errno = host_error;
	return -1;
}

static ssize_t answer_into(const struct libc_question *question, const uint8_t *query, size_t size,
                           uint8_t *answer, size_t room)
{
	struct dns_reply reply =
		dns_answer(question->context, IPPROTO_TCP, query, size, answer, room);
	if (reply.unknown[0] != '\0')
		notice_name(question->context, reply.unknown);
	return (ssize_t)reply.size;
}

/* As the network's name server, by whatever protocol has room. */
static ssize_t answer_here(const struct libc_question *question, const uint8_t *query, size_t size)
{
	uint8_t answer[DNS_UDP_SIZE];
	size_t room = (size_t)question->room;
	if (room >= sizeof(answer))
		return answer_into(question, query, size, question->answer, room);
	size_t whole = (size_t)answer_into(question, query, size, answer, sizeof(answer));
	if (whole > room)
		dns_set_truncated(answer);
	memcpy(question->answer, answer, whole < room ? whole : room);
	return (ssize_t)whole;
}

/* RESOLV_WRAPPER_HOSTS answers without a server: what it knows, and all in a directory of socket_wrapper's kind,
 * where no name server is the network's own. 0 when it does not. */
static ssize_t answer_by_file(const struct libc_question *question, const uint8_t *query,
                              size_t size)
{
	struct dns_question asked;
	enum dns_rcode rcode;
	if (!names_file_is_resolver() || !dns_question_read(query, size, &asked, &rcode))
		return 0;
	struct names_table table = names_file_table();
	bool is_known = names_table_find(&table, asked.name, strlen(asked.name)) < table.count;
	if (!is_known && !context_is_compat(question->context))
		return 0;
	return answer_here(question, query, size);
}

int libc_resolver_send(const struct libc_question *question, const unsigned char *query, int size)
{
	struct resolver resolver = resolver_in(question->state);
	if (size < DNS_HEADER_SIZE || question->room < DNS_HEADER_SIZE) {
		errno = EINVAL;
		return -1;
	}
	ssize_t got = answer_by_file(question, query, (size_t)size);
	if (got == 0)
		got = stub_send(question->context, &resolver, query, (size_t)size, question->answer,
		                (size_t)question->room);
	if (got > 0)
		return (int)got;
	errno = (int)-got;
	return -1;
}

int libc_resolver_query(const struct libc_question *question, const char *name)
{
	uint8_t query[DNS_UDP_SIZE];
	int size = res_nmkquery(question->state, QUERY, name, question->class, question->type, NULL,
	                        0, NULL, query, sizeof(query));
	if (size <= 0)
		return fail(question, NO_RECOVERY);
	if (question->room >= DNS_HEADER_SIZE)
		memset(question->answer, 0, DNS_HEADER_SIZE);
	size = libc_resolver_send(question, query, size);
	if (size < 0)
		return fail(question, TRY_AGAIN);
	switch (dns_rcode_of(question->answer)) {
	case DNS_NO_ERROR:
		return dns_u16(question->answer + 6) > 0 ? size : fail(question, NO_DATA);
	case DNS_NAME_ERROR:
		return fail(question, HOST_NOT_FOUND);
	case DNS_SERVER_FAILURE:
		return fail(question, TRY_AGAIN);
	default:
		return fail(question, NO_RECOVERY);
	}
}

int libc_resolver_query_in(const struct libc_question *question, const char *name,
                           const char *domain)
{
	char longer[MAXDNAME + 1];
	size_t length = strlen(name), tail = domain == NULL ? 0 : strlen(domain);
	/* libc takes no name without a domain for none at all. */
	if ((domain == NULL && length == 0) || length + tail + 2 > sizeof(longer))
		return fail(question, NO_RECOVERY);
	memcpy(longer, name, length + 1);
	if (tail > 0 && strcmp(domain, ".") != 0) {
		longer[length] = '.';
		memcpy(longer + length + 1, domain, tail + 1);
	}
	return libc_resolver_query(question, longer);
}

/* What searching has found out so far. */
struct search {
	bool has_tried_as_is, has_no_data, has_failed, is_over;
	int as_is_error; /* a value of h_errno, or -1 */
};

/* Which errors end the search is as libc has it; a server that failed leaves its answer. */
static void note_error(struct search *search, const struct libc_question *question)
{
	int error = question->state->res_h_errno;
	bool has_failed = error == TRY_AGAIN && question->room >= DNS_HEADER_SIZE &&
	                  dns_rcode_of(question->answer) == DNS_SERVER_FAILURE;
	search->has_no_data |= error == NO_DATA;
	search->has_failed |= has_failed;
	search->is_over |= error != HOST_NOT_FOUND && error != NO_DATA && !has_failed;
}

static int search_domains(const struct libc_question *question, const char *name,
                          struct search *search)
{
	struct __res_state *state = question->state;
	for (int i = 0; i < MAXDNSRCH && state->dnsrch[i] != NULL && !search->is_over; i++) {
		bool is_root = state->dnsrch[i][0] == '\0' || strcmp(state->dnsrch[i], ".") == 0;
		int size = libc_resolver_query_in(question, name, state->dnsrch[i]);
		if (size > 0)
			return size;
		search->has_tried_as_is |= is_root;
		note_error(search, question);
		search->is_over |= (state->options & RES_DNSRCH) == 0;
	}
	return -1;
}

int libc_resolver_search(const struct libc_question *question, const char *name)
{
	struct search search = { .as_is_error = -1 };
	unsigned dots = 0;
	size_t length = strlen(name);
	for (size_t i = 0; i < length; i++)
		dots += name[i] == '.';
	bool is_whole = length > 0 && name[length - 1] == '.';
	int size = -1;
	if (dots >= question->state->ndots || is_whole) {
		size = libc_resolver_query_in(question, name, NULL);
		if (size > 0 || is_whole)
			return size;
		search.as_is_error = question->state->res_h_errno;
		search.has_tried_as_is = true;
	}
	unsigned long options = question->state->options;
	if ((options & (dots == 0 ? RES_DEFNAMES : RES_DNSRCH)) != 0)
		size = search_domains(question, name, &search);
	if (size < 0 && !search.has_tried_as_is)
		size = libc_resolver_query_in(question, name, NULL);
	if (size > 0)
		return size;
	if (search.as_is_error >= 0)
		return fail(question, search.as_is_error);
	if (search.has_no_data)
		return fail(question, NO_DATA);
	return search.has_failed ? fail(question, TRY_AGAIN) : -1;
}
