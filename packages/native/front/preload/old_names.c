/* gethostbyname() and its relatives: one answer in a buffer of the caller, or of the thread. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>

#include "../../core/resolve.h"
#include "../../core/network.h"
#include "../../real/real.h"
#include "hook.h"

enum { BUFFER_SIZE = 4096 };

struct answer {
	const char *name;
	int family;
	int count;
	struct address addresses[NAMES_ADDRESSES_MAX];
	char canonical[NAME_TEXT_SIZE];
};

/* The lists of pointers first, for their alignment, then addresses, then the name. ERANGE. */
static int fill(const struct answer *answer, struct hostent *entry, char *buffer, size_t size)
{
	size_t padding = (size_t)(-(uintptr_t)buffer) % sizeof(char *);
	size_t length = answer->family == AF_INET ? 4 : 16, skip = 16 - length;
	size_t lists = ((size_t)answer->count + 2) * sizeof(char *);
	size_t name_size = strlen(answer->name) + 1;
	if (size < padding + lists + (size_t)answer->count * length + name_size)
		return ERANGE;
	char **list = (char **)(void *)(buffer + padding);
	char *at = buffer + padding + lists;
	entry->h_addrtype = answer->family;
	entry->h_length = (int)length;
	entry->h_addr_list = list;
	for (int i = 0; i < answer->count; i++, at += length)
		*list++ = memcpy(at, answer->addresses[i].bytes + skip, length);
	*list++ = NULL;
	entry->h_aliases = list;
	*list = NULL;
	entry->h_name = memcpy(at, answer->name, name_size);
	return 0;
}

static bool read_number(const char *name, struct answer *answer)
{
	struct in_addr v4;
	answer->count = 1;
	if (answer->family == AF_INET && inet_aton(name, &v4) != 0) {
		answer->addresses[0] = address_any(AF_INET);
		memcpy(answer->addresses[0].bytes + 12, &v4, sizeof(v4));
		return true;
	}
	return answer->family == AF_INET6 &&
	       inet_pton(AF_INET6, name, answer->addresses[0].bytes) == 1;
}

static int error_of(enum names_result result)
{
	switch (result) {
	case NAMES_FOUND:
		return 0;
	case NAMES_NO_DATA:
		return NO_DATA;
	case NAMES_NOT_FOUND:
		return HOST_NOT_FOUND;
	default:
		return TRY_AGAIN;
	}
}

/* 0, or the value of h_errno. */
static int look_up(struct context context, const char *name, struct answer *answer)
{
	struct names_addresses found;
	answer->name = name;
	if (read_number(name, answer))
		return 0;
	enum names_result result = resolve_name(context, name, answer->family, &found);
	answer->count = found.count;
	memcpy(answer->addresses, found.addresses, sizeof(found.addresses));
	answer->name = strcpy(answer->canonical, found.canonical);
	return error_of(result);
}

static int give(int error, const struct answer *answer, struct hostent *entry, char *buffer,
                size_t size, struct hostent **result, int *error_place)
{
	*result = NULL;
	*error_place = error;
	if (error != 0)
		return 0;
	int status = fill(answer, entry, buffer, size);
	if (status == 0)
		*result = entry;
	else
		*error_place = NETDB_INTERNAL;
	return status;
}

HOOK int gethostbyname2_r(const char *name, int family, struct hostent *entry, char *buffer,
                          size_t size, struct hostent **result, int *error_place)
{
	struct context context = context_current();
	struct answer answer = { .family = family };
	if (context.network == NULL)
		return real(gethostbyname2_r)(name, family, entry, buffer, size, result,
		                              error_place);
	if (family != AF_INET && family != AF_INET6) {
		*result = NULL;
		*error_place = NETDB_INTERNAL;
		return EAFNOSUPPORT;
	}
	return give(look_up(context, name, &answer), &answer, entry, buffer, size, result,
	            error_place);
}

HOOK int gethostbyname_r(const char *name, struct hostent *entry, char *buffer, size_t size,
                         struct hostent **result, int *error_place)
{
	if (context_current().network == NULL)
		return real(gethostbyname_r)(name, entry, buffer, size, result, error_place);
	return gethostbyname2_r(name, AF_INET, entry, buffer, size, result, error_place);
}

HOOK int gethostbyaddr_r(const void *bytes, socklen_t length, int family, struct hostent *entry,
                         char *buffer, size_t size, struct hostent **result, int *error_place)
{
	struct context context = context_current();
	struct answer answer = { .family = family, .count = 1 };
	struct names_pointer found;
	if (context.network == NULL)
		return real(gethostbyaddr_r)(bytes, length, family, entry, buffer, size, result,
		                             error_place);
	socklen_t wanted = family == AF_INET ? 4 : 16;
	if ((family != AF_INET && family != AF_INET6) || length != wanted) {
		*result = NULL;
		*error_place = NETDB_INTERNAL;
		return EINVAL;
	}
	answer.addresses[0] = address_any(family);
	memcpy(answer.addresses[0].bytes + 16 - wanted, bytes, wanted);
	answer.name = found.name;
	int error = error_of(resolve_address(context, &answer.addresses[0], &found));
	return give(error, &answer, entry, buffer, size, result, error_place);
}

/* The plain names answer in memory of the thread, so that two networks in one process do not meet. */
static _Thread_local struct {
	struct hostent entry;
	char *buffer;
} own;

static char *own_buffer(void)
{
	if (own.buffer == NULL)
		own.buffer = malloc(BUFFER_SIZE);
	return own.buffer;
}

HOOK struct hostent *gethostbyname2(const char *name, int family)
{
	struct hostent *result = NULL;
	if (context_current().network == NULL)
		return real(gethostbyname2)(name, family);
	if (own_buffer() != NULL)
		gethostbyname2_r(name, family, &own.entry, own.buffer, BUFFER_SIZE, &result,
		                 &h_errno);
	return result;
}

HOOK struct hostent *gethostbyname(const char *name)
{
	if (context_current().network == NULL)
		return real(gethostbyname)(name);
	return gethostbyname2(name, AF_INET);
}

HOOK struct hostent *gethostbyaddr(const void *bytes, socklen_t length, int family)
{
	struct hostent *result = NULL;
	if (context_current().network == NULL)
		return real(gethostbyaddr)(bytes, length, family);
	if (own_buffer() != NULL)
		gethostbyaddr_r(bytes, length, family, &own.entry, own.buffer, BUFFER_SIZE, &result,
		                &h_errno);
	return result;
}
