/* getaddrinfo() and getnameinfo(): libc does numbers and services, the network does names. */
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>

#include "../../core/resolve.h"
#include "../../core/network.h"
#include "../../real/real.h"
#include "hook.h"

/* What the program asked, and the answers so far. */
struct question {
	const char *service;
	struct addrinfo hints;
	struct addrinfo *first, **end;
};

/* libc frees a list element by element, so lists that it made can be chained. */
static int append_text(struct question *question, const char *text)
{
	int result = real(getaddrinfo)(text, question->service, &question->hints, question->end);
	while (result == 0 && *question->end != NULL)
		question->end = &(*question->end)->ai_next;
	return result;
}

static int append(struct question *question, const struct address *address)
{
	char text[ADDRESS_TEXT_SIZE];
	address_format(address, text);
	int result = append_text(question, text);
	return result == EAI_ADDRFAMILY ? 0 : result;
}

static int finish_list(struct question *question, int result, struct addrinfo **list)
{
	if (result != 0 && question->first != NULL)
		freeaddrinfo(question->first);
	else if (result == 0)
		*list = question->first;
	return result;
}

/* libc sorts two addresses by what a real socket says of them, hence one family at a time, in the
 * order that comes of it. */
static int answer_any_family(struct question *question, struct addrinfo **list)
{
	bool is_passive = (question->hints.ai_flags & AI_PASSIVE) != 0;
	question->hints.ai_family = is_passive ? AF_INET : AF_INET6;
	int result = append_text(question, NULL);
	if (result == 0) {
		question->hints.ai_family = is_passive ? AF_INET6 : AF_INET;
		result = append_text(question, NULL);
	}
	return finish_list(question, result, list);
}

static int append_family(struct question *question, const struct address *addresses, int count,
                         bool is_v4)
{
	int result = 0;
	for (int i = 0; i < count && result == 0; i++)
		if (address_is_v4(&addresses[i]) == is_v4)
			result = append(question, &addresses[i]);
	return result;
}

/* An IPv6 question takes IPv4 addresses only as AI_V4MAPPED says, and after the others. */
static int append_all(struct question *question, const struct address *addresses, int count)
{
	int result = 0;
	if (question->hints.ai_family != AF_INET6) {
		for (int i = 0; i < count && result == 0; i++)
			result = append(question, &addresses[i]);
		return result;
	}
	result = append_family(question, addresses, count, false);
	bool wants_mapped = (question->hints.ai_flags & AI_V4MAPPED) != 0 &&
	                    (question->first == NULL || (question->hints.ai_flags & AI_ALL) != 0);
	return result == 0 && wants_mapped ? append_family(question, addresses, count, true)
	                                   : result;
}

static int error_of(enum names_result result)
{
	switch (result) {
	case NAMES_FOUND:
		return 0;
	case NAMES_NO_DATA:
		return EAI_NODATA;
	case NAMES_NOT_FOUND:
		return EAI_NONAME;
	default:
		return EAI_AGAIN;
	}
}

static int answer(struct context context, struct question *question, const char *node,
                  struct addrinfo **list)
{
	struct names_addresses found;
	bool wants_name = (question->hints.ai_flags & AI_CANONNAME) != 0;
	question->hints.ai_flags &= ~AI_CANONNAME;
	enum names_result looked_up = resolve_name(context, node, AF_UNSPEC, &found);
	int result = error_of(looked_up);
	if (result == 0)
		result = append_all(question, found.addresses, found.count);
	if (result == 0 && question->first == NULL)
		result = EAI_NODATA;
	if (result == 0 && wants_name) {
		question->first->ai_canonname = strdup(found.canonical);
		if (question->first->ai_canonname == NULL)
			result = EAI_MEMORY;
	}
	return finish_list(question, result, list);
}

HOOK int getaddrinfo(const char *node, const char *service, const struct addrinfo *hints,
                     struct addrinfo **list)
{
	int saved_errno = errno;
	struct context context = context_current();
	if (context.network == NULL)
		return real(getaddrinfo)(node, service, hints, list);
	struct question question = {
		.service = service,
		.hints = { .ai_family = AF_UNSPEC, .ai_flags = AI_V4MAPPED },
		.end = &question.first,
	};
	if (hints != NULL)
		question.hints = *hints;
	/* Which families a host has is the network's matter, not the machine's. */
	question.hints.ai_flags &= ~AI_ADDRCONFIG;
	bool is_number_only = (question.hints.ai_flags & AI_NUMERICHOST) != 0;
	if (node != NULL)
		question.hints.ai_flags |= AI_NUMERICHOST;
	int result = node == NULL && question.hints.ai_family == AF_UNSPEC
	                     ? answer_any_family(&question, list)
	                     : real(getaddrinfo)(node, service, &question.hints, list);
	if (result == EAI_NONAME && node != NULL && !is_number_only)
		result = answer(context, &question, node, list);
	if (result != EAI_SYSTEM)
		errno = saved_errno;
	return result;
}

static bool read_address(const struct sockaddr *name, socklen_t length, struct address *address)
{
	struct endpoint endpoint;
	if ((name->sa_family != AF_INET && name->sa_family != AF_INET6) ||
	    endpoint_read(&endpoint, name->sa_family, name, length) < 0)
		return false;
	*address = endpoint.address;
	return true;
}

HOOK int getnameinfo(const struct sockaddr *name, socklen_t length, char *host, socklen_t host_size,
                     char *service, socklen_t service_size, int flags)
{
	struct context context = context_current();
	struct address address;
	struct names_pointer found;
	bool wants_name = host != NULL && host_size > 0 && (flags & NI_NUMERICHOST) == 0;
	if (context.network == NULL || !wants_name || !read_address(name, length, &address))
		return real(getnameinfo)(name, length, host, host_size, service, service_size,
		                         flags);
	if (resolve_address(context, &address, &found) != NAMES_FOUND)
		return (flags & NI_NAMEREQD) != 0
		               ? EAI_NONAME
		               : real(getnameinfo)(name, length, host, host_size, service,
		                                   service_size, flags | NI_NUMERICHOST);
	if (strlen(found.name) >= host_size)
		return EAI_OVERFLOW;
	strcpy(host, found.name);
	if (service == NULL || service_size == 0)
		return 0;
	return real(getnameinfo)(name, length, NULL, 0, service, service_size,
	                         (flags & ~NI_NAMEREQD) | NI_NUMERICHOST);
}
