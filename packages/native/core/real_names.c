#include "real_names.h"

#include <stdio.h>
#include <string.h>

#include "../real/real.h"
#include "dns_type.h"

static enum names_result result_of(int error, struct names_addresses *found)
{
	switch (error) {
	case EAI_NONAME:
		return NAMES_NOT_FOUND;
	case EAI_NODATA:
	case EAI_ADDRFAMILY:
		return NAMES_NO_DATA;
	case EAI_AGAIN:
		return NAMES_SILENT;
	default:
		found->rcode = DNS_SERVER_FAILURE;
		return NAMES_FAILED;
	}
}

static void take(const struct addrinfo *list, struct names_addresses *found)
{
	struct endpoint endpoint;
	for (; list != NULL && found->count < NAMES_ADDRESSES_MAX; list = list->ai_next)
		if (endpoint_read(&endpoint, list->ai_family, list->ai_addr, list->ai_addrlen) == 0)
			found->addresses[found->count++] = endpoint.address;
}

enum names_result real_names_lookup(struct context context, const char *name, int family,
                                    struct names_addresses *found)
{
	struct addrinfo hints = { .ai_family = family,
		                  .ai_socktype = SOCK_STREAM,
		                  .ai_flags = AI_CANONNAME },
			*list;
	*found = (struct names_addresses){ 0 };
	context_suspend();
	int error = real(getaddrinfo)(name, NULL, &hints, &list);
	context_resume();
	if (error != 0)
		return result_of(error, found);
	const char *canonical = list->ai_canonname == NULL ? name : list->ai_canonname;
	snprintf(found->canonical, sizeof(found->canonical), "%s", canonical);
	take(list, found);
	freeaddrinfo(list);
	names_remember(context, name, found);
	return found->count > 0 ? NAMES_FOUND : NAMES_NO_DATA;
}
