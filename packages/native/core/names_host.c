#include "names_host.h"

#include <string.h>
#include <strings.h>

#include "../real/real.h"
#include "claim.h"
#include "own_name.h"

/* By the name that gethostname() gives unless root has set it, or gave before the process was on the network. */
static bool is_own(struct context context, const char *name)
{
	char own[OWN_NAME_SIZE] = "";
	if (own_name_on_network(context, own) && strcasecmp(name, own) == 0)
		return true;
	return real(gethostname)(own, sizeof(own) - 1) == 0 && strcasecmp(name, own) == 0;
}

int names_host_find(struct context context, const char *name)
{
	int host = host_find(context.network, name);
	if (host >= 0)
		return host;
	return is_own(context, name) ? context.host : -1;
}

/* A bind to an address that nobody has gives it to the test host, and no name. */
static bool is_permanent(const struct network *network, const struct address *address)
{
	return network->is_compat || !claim_is_free(network, address);
}

int names_host_addresses(struct context context, int host, int family,
                         struct address addresses[HOST_ADDRESSES_MAX])
{
	struct host_view view;
	int count = 0;
	if (!host_view(context.network, (uint16_t)host, &view))
		return 0;
	for (int i = 0; i < view.address_count && count < HOST_ADDRESSES_MAX; i++)
		if (address_is_v4(&view.addresses[i]) == (family == AF_INET) &&
		    is_permanent(context.network, &view.addresses[i]))
			addresses[count++] = view.addresses[i];
	return count;
}

bool names_host_reverse(struct context context, const struct address *address,
                        char name[HOST_NAME_SIZE])
{
	struct host_view view;
	if (address_is_any(address) || address_is_loopback(address))
		return false;
	int host = host_of_address(context, address);
	if (host < 0 || !is_permanent(context.network, address) ||
	    !host_view(context.network, (uint16_t)host, &view))
		return false;
	strncpy(name, view.name, HOST_NAME_SIZE - 1);
	name[HOST_NAME_SIZE - 1] = '\0';
	return true;
}

/* How long an end two names have in common, counted from the beginning of a label of both. */
static size_t common_end(const char *name, size_t name_length, const char *host, size_t host_length)
{
	size_t whole = 0, shorter = name_length < host_length ? name_length : host_length;
	for (size_t length = 1; length <= shorter; length++) {
		if (strncasecmp(name + name_length - length, host + host_length - length, 1) != 0)
			break;
		bool begins_name = length == name_length || name[name_length - length - 1] == '.';
		bool begins_host = length == host_length || host[host_length - length - 1] == '.';
		if (begins_name && begins_host)
			whole = length;
	}
	return whole;
}

size_t names_host_enclosing(const struct network *network, const char *name)
{
	struct host_view view;
	size_t length = strlen(name), longest = 0;
	int count = host_count(network);
	for (int i = 0; i < count; i++) {
		if (!host_view(network, (uint16_t)i, &view))
			continue;
		size_t common =
			common_end(name, length, view.name, strnlen(view.name, HOST_NAME_SIZE - 1));
		if (common > longest)
			longest = common;
	}
	return longest;
}
