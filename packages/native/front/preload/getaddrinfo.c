/* getaddrinfo(): libc does numbers, services and the making of lists, the network does names. */
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>

#include "../../core/address_order.h"
#include "../../core/interface.h"
#include "../../core/lookups.h"
#include "../../core/resolve.h"
#include "../../real/real.h"
#include "../../core/hook.h"

/* What the program asked, and the answers so far. */
struct question {
	struct context context;
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

static int error_of(int host_error)
{
	switch (host_error) {
	case 0:
		return 0;
	case NO_DATA:
		return EAI_NODATA;
	case TRY_AGAIN:
		return EAI_AGAIN;
	default:
		return EAI_NONAME;
	}
}

/* An IPv6 question takes IPv4 addresses as AI_V4MAPPED and AI_ALL say. */
static enum names_result look_up(const struct question *question, const char *node,
                                 struct names_addresses *found)
{
	const struct addrinfo *hints = &question->hints;
	enum names_result result = resolve_name(question->context, node, hints->ai_family, found);
	bool wants_more = result == NAMES_NO_DATA ||
	                  (result == NAMES_FOUND && (hints->ai_flags & AI_ALL) != 0);
	if (hints->ai_family != AF_INET6 || (hints->ai_flags & AI_V4MAPPED) == 0 || !wants_more)
		return result;
	struct names_addresses v4;
	if (resolve_name(question->context, node, AF_INET, &v4) != NAMES_FOUND)
		return result;
	for (int i = 0; i < v4.count && found->count < NAMES_ADDRESSES_MAX; i++)
		found->addresses[found->count++] = v4.addresses[i];
	strcpy(found->canonical, v4.canonical);
	address_order(question->context, found->addresses, found->count);
	return NAMES_FOUND;
}

/* A name that the policy lets through: libc asks for it, past the network. */
static int ask_outside(struct context context, const char *node, const char *service,
                       const struct addrinfo *hints, struct addrinfo **list)
{
	int result = real(getaddrinfo)(node, service, hints, list);
	for (struct addrinfo *one = result == 0 ? *list : NULL; one != NULL; one = one->ai_next) {
		struct endpoint endpoint;
		if (endpoint_read(&endpoint, one->ai_family, one->ai_addr, one->ai_addrlen) == 0)
			lookups_add(context, node, &endpoint.address);
	}
	return result;
}

static int answer(struct question *question, const char *node, const struct addrinfo *hints,
                  struct addrinfo **list)
{
	struct names_addresses found;
	enum names_result looked_up = look_up(question, node, &found);
	if (looked_up == NAMES_OUTSIDE)
		return ask_outside(question->context, found.canonical, question->service, hints,
		                   list);
	bool wants_name = (question->hints.ai_flags & AI_CANONNAME) != 0;
	question->hints.ai_flags &= ~AI_CANONNAME;
	int result = error_of(resolve_error(looked_up, found.rcode));
	/* Where libc asks for IPv4 alone and no name, it looks at the answer less closely. */
	if (resolve_ends_in_alias(looked_up, &found) &&
	    (wants_name || question->hints.ai_family != AF_INET))
		result = EAI_NONAME;
	for (int i = 0; result == 0 && i < found.count; i++)
		result = append(question, &found.addresses[i]);
	if (result == 0 && question->first == NULL)
		result = EAI_NODATA;
	if (result == 0 && wants_name) {
		question->first->ai_canonname = strdup(found.canonical);
		if (question->first->ai_canonname == NULL)
			result = EAI_MEMORY;
	}
	return finish_list(question, result, list);
}

/* AI_ADDRCONFIG: only families of which the host has an address, but for loopback. */
static int narrow_to_host(struct question *question)
{
	struct interface interface;
	bool has_v4 = false, has_v6 = false;
	if (!interface_view(question->context, INTERFACE_ETHERNET, &interface))
		return 0;
	for (int i = 0; i < interface.address_count; i++) {
		const struct address *address = &interface.addresses[i].address;
		has_v4 |= address_is_v4(address) && !address_is_loopback(address);
		has_v6 |= !address_is_v4(address);
	}
	int *family = &question->hints.ai_family;
	if (has_v4 == has_v6)
		return 0;
	if (*family == AF_UNSPEC)
		*family = has_v4 ? AF_INET : AF_INET6;
	return *family == (has_v4 ? AF_INET6 : AF_INET) ? EAI_NONAME : 0;
}

static bool is_digits(const char *text)
{
	return text[0] != '\0' && text[strspn(text, "0123456789")] == '\0';
}

static int ask(struct question *question, const char *node, const struct addrinfo *hints,
               struct addrinfo **list)
{
	int flags = question->hints.ai_flags;
	if (node == NULL && question->hints.ai_family == AF_UNSPEC)
		return answer_any_family(question, list);
	question->hints.ai_flags |= node == NULL ? 0 : AI_NUMERICHOST;
	int result = real(getaddrinfo)(node, question->service, &question->hints, list);
	bool has_bad_service = (flags & AI_NUMERICSERV) != 0 && question->service != NULL &&
	                       !is_digits(question->service);
	if (result != EAI_NONAME || node == NULL || (flags & AI_NUMERICHOST) != 0 ||
	    has_bad_service)
		return result;
	return answer(question, node, hints, list);
}

/* "*" stands for no name and for no service. */
static const char *null_for_star(const char *text)
{
	return text != NULL && strcmp(text, "*") == 0 ? NULL : text;
}

HOOK int getaddrinfo(const char *node, const char *service, const struct addrinfo *hints,
                     struct addrinfo **list)
{
	int saved_errno = errno;
	struct question question = {
		.service = null_for_star(service),
		.hints = { .ai_family = AF_UNSPEC, .ai_flags = AI_V4MAPPED | AI_ADDRCONFIG },
		.end = &question.first,
	};
	if (!context_for_pool(&question.context))
		return EAI_FAIL;
	if (question.context.network == NULL)
		return real(getaddrinfo)(node, service, hints, list);
	if (hints != NULL)
		question.hints = *hints;
	int result = 0;
	if ((question.hints.ai_flags & AI_ADDRCONFIG) != 0)
		result = narrow_to_host(&question);
	/* Which families a host has is the network's matter, not the machine's. */
	question.hints.ai_flags &= ~AI_ADDRCONFIG;
	if (result == 0)
		result = ask(&question, null_for_star(node), hints, list);
	if (result != EAI_SYSTEM)
		errno = saved_errno;
	return result;
}
