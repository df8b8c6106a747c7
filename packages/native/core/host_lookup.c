#include "host_lookup.h"

#include <ctype.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>

/* Lower case, without the dot at the end; false when it cannot be a host's name. */
static bool normalise(const char *name, char normal[HOST_NAME_SIZE])
{
	size_t length = strlen(name);
	if (length > 0 && name[length - 1] == '.')
		length--;
	if (length == 0 || length >= HOST_NAME_SIZE)
		return false;
	for (size_t i = 0; i < length; i++)
		normal[i] = (char)tolower((unsigned char)name[i]);
	normal[length] = '\0';
	return true;
}

/* RFC 6761 6.3: "localhost" and all below it mean the own loopback, whatever files say. */
static bool is_localhost(const char *name)
{
	static const char localhost[] = "localhost";
	size_t length = strlen(name), tail = sizeof(localhost) - 1;
	if (strcmp(name, "ip6-localhost") == 0 || strcmp(name, "ip6-loopback") == 0)
		return true;
	return length >= tail && strcmp(name + length - tail, localhost) == 0 &&
	       (length == tail || name[length - tail - 1] == '.');
}

/* Programs look up the name that gethostname() gave them. */
static bool is_machine(const char *name)
{
	char machine[HOST_NAME_SIZE] = "", normal[HOST_NAME_SIZE];
	return gethostname(machine, sizeof(machine) - 1) == 0 && normalise(machine, normal) &&
	       strcmp(name, normal) == 0;
}

static int copy_addresses(struct context context, int host, struct address *addresses)
{
	struct host_view view;
	int count = 0;
	if (!host_view(context.network, (uint16_t)host, &view))
		return -ENOENT;
	for (int pass = 0; pass < 2; pass++)
		for (int i = 0; i < view.address_count && count < LOOKUP_ADDRESSES_MAX; i++)
			if (address_is_v4(&view.addresses[i]) == (pass == 0))
				addresses[count++] = view.addresses[i];
	return count;
}

int host_lookup(struct context context, const char *name,
                struct address addresses[LOOKUP_ADDRESSES_MAX])
{
	char normal[HOST_NAME_SIZE];
	if (normalise(name, normal)) {
		if (is_localhost(normal)) {
			addresses[0] = address_loopback(AF_INET6);
			addresses[1] = address_loopback(AF_INET);
			return strncmp(normal, "ip6-", 4) == 0 ? 1 : 2;
		}
		int host = host_find(context.network, normal);
		if (host < 0 && is_machine(normal))
			host = context.host;
		if (host >= 0)
			return copy_addresses(context, host, addresses);
	}
	notice_name(context, name);
	return -ENOENT;
}

bool host_reverse_lookup(struct context context, const struct address *address,
                         char name[HOST_NAME_SIZE])
{
	struct host_view view;
	if (address_is_loopback(address)) {
		strcpy(name, "localhost");
		return true;
	}
	int host = host_of_address(context, address);
	if (host < 0 || !host_view(context.network, (uint16_t)host, &view))
		return false;
	for (int i = 0; i < view.address_count; i++)
		if (address_equal(&view.addresses[i], address)) {
			strcpy(name, view.name);
			return true;
		}
	return false;
}
