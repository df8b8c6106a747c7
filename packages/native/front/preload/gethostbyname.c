/* gethostbyname() and its relatives. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>

#include "../../core/lookups.h"
#include "../../core/resolve.h"
#include "../../real/real.h"
#include "../../core/hook.h"
#include "host_entry_buffer.h"

static bool read_number(const char *name, int family, struct address *address)
{
	struct in_addr v4;
	bool is_decimal = name[strspn(name, "0123456789.")] == '\0';
	if (family == AF_INET && is_decimal && inet_aton(name, &v4) != 0) {
		*address = address_any(AF_INET);
		memcpy(address->bytes + 12, &v4, sizeof(v4));
		return true;
	}
	return family == AF_INET6 && inet_pton(AF_INET6, name, address->bytes) == 1;
}

/* libc's own resolver leaves the error in h_errno, too, where programs look that give another place. */
static int give(int error, const struct host_answer *answer, struct hostent *entry, char *buffer,
                size_t size, struct hostent **result, int *error_place)
{
	*result = NULL;
	*error_place = error;
	if (error != 0) {
		h_errno = error;
		return error == TRY_AGAIN ? EAGAIN : 0;
	}
	int status = host_entry_fill(answer, entry, buffer, size);
	if (status == 0)
		*result = entry;
	else
		*error_place = NETDB_INTERNAL;
	return status;
}

static int give_internal(int status, struct hostent **result, int *error_place)
{
	*result = NULL;
	*error_place = NETDB_INTERNAL;
	return status;
}

/* A name that the policy lets through: libc asks for it, past the network. */
static int ask_outside(struct context context, const char *name, int family, struct hostent *entry,
                       char *buffer, size_t size, struct hostent **result, int *error_place)
{
	int status = real(gethostbyname2_r)(name, family, entry, buffer, size, result, error_place);
	char **list = status == 0 && *result != NULL ? (*result)->h_addr_list : NULL;
	for (; list != NULL && *list != NULL; list++) {
		struct address address = address_any(family);
		size_t length = family == AF_INET ? 4 : 16;
		memcpy(address.bytes + sizeof(address.bytes) - length, *list, length);
		lookups_add(context, name, &address);
	}
	return status;
}

static int look_up(struct context context, const char *name, int family, struct hostent *entry,
                   char *buffer, size_t size, struct hostent **result, int *error_place)
{
	struct names_addresses found = { .count = 1 };
	struct host_answer answer = { .name = name, .family = family, .count = 1 };
	answer.addresses = found.addresses;
	if (read_number(name, family, &found.addresses[0]))
		return give(0, &answer, entry, buffer, size, result, error_place);
	if (*name == '\0')
		return give(NO_RECOVERY, &answer, entry, buffer, size, result, error_place);
	enum names_result looked_up = resolve_name(context, name, family, &found);
	if (looked_up == NAMES_OUTSIDE)
		return ask_outside(context, found.canonical, family, entry, buffer, size, result,
		                   error_place);
	answer.name = found.canonical;
	answer.count = found.count;
	for (int i = 0; i < found.alias_count && i < HOST_ALIASES_MAX; i++)
		answer.aliases[i] = found.aliases[i];
	if (resolve_ends_in_alias(looked_up, &found)) {
		give(NO_RECOVERY, &answer, entry, buffer, size, result, error_place);
		return EAGAIN;
	}
	return give(resolve_error(looked_up, found.rcode), &answer, entry, buffer, size, result,
	            error_place);
}

HOOK int gethostbyname2_r(const char *name, int family, struct hostent *entry, char *buffer,
                          size_t size, struct hostent **result, int *error_place)
{
	int saved_errno = errno;
	struct context context;
	if (!context_for_pool(&context)) {
		*result = NULL;
		*error_place = NO_RECOVERY;
		return 0;
	}
	if (context.network == NULL)
		return real(gethostbyname2_r)(name, family, entry, buffer, size, result,
		                              error_place);
	if (family != AF_INET && family != AF_INET6)
		return give_internal(EAFNOSUPPORT, result, error_place);
	int status = look_up(context, name, family, entry, buffer, size, result, error_place);
	errno = status == 0 ? saved_errno : status;
	return status;
}

HOOK int gethostbyname_r(const char *name, struct hostent *entry, char *buffer, size_t size,
                         struct hostent **result, int *error_place)
{
	return gethostbyname2_r(name, AF_INET, entry, buffer, size, result, error_place);
}

static int look_up_address(struct context context, const struct address *address, int family,
                           struct hostent *entry, char *buffer, size_t size,
                           struct hostent **result, int *error_place)
{
	struct names_pointer found;
	struct host_answer answer = { .family = family, .count = 1, .addresses = address };
	enum names_result looked_up = resolve_address(context, address, &found);
	answer.name = found.name;
	if (address_is_v4(address))
		answer.family = AF_INET;
	return give(resolve_error(looked_up, found.rcode), &answer, entry, buffer, size, result,
	            error_place);
}

HOOK int gethostbyaddr_r(const void *bytes, socklen_t length, int family, struct hostent *entry,
                         char *buffer, size_t size, struct hostent **result, int *error_place)
{
	int saved_errno = errno;
	struct context context;
	if (!context_for_pool(&context)) {
		*result = NULL;
		*error_place = NO_RECOVERY;
		return 0;
	}
	if (context.network == NULL)
		return real(gethostbyaddr_r)(bytes, length, family, entry, buffer, size, result,
		                             error_place);
	socklen_t wanted = family == AF_INET ? 4 : 16;
	if ((family != AF_INET && family != AF_INET6) || length != wanted)
		return give_internal(EINVAL, result, error_place);
	struct address address = address_any(family);
	memcpy(address.bytes + sizeof(address.bytes) - wanted, bytes, wanted);
	int status = look_up_address(context, &address, family, entry, buffer, size, result,
	                             error_place);
	errno = status == 0 ? saved_errno : status;
	return status;
}

static bool is_off_network(void)
{
	struct context context;
	return context_for_pool(&context) && context.network == NULL;
}

/* The plain names answer in memory of the thread. */
HOOK struct hostent *gethostbyname2(const char *name, int family)
{
	struct hostent *result = NULL;
	if (is_off_network())
		return real(gethostbyname2)(name, family);
	struct host_entry_memory *memory = host_entry_memory();
	if (memory != NULL)
		gethostbyname2_r(name, family, &memory->entry, memory->bytes, HOST_ENTRY_SIZE,
		                 &result, &h_errno);
	return result;
}

HOOK struct hostent *gethostbyname(const char *name)
{
	return is_off_network() ? real(gethostbyname)(name) : gethostbyname2(name, AF_INET);
}

HOOK struct hostent *gethostbyaddr(const void *bytes, socklen_t length, int family)
{
	struct hostent *result = NULL;
	if (is_off_network())
		return real(gethostbyaddr)(bytes, length, family);
	struct host_entry_memory *memory = host_entry_memory();
	if (memory != NULL)
		gethostbyaddr_r(bytes, length, family, &memory->entry, memory->bytes,
		                HOST_ENTRY_SIZE, &result, &h_errno);
	return result;
}
