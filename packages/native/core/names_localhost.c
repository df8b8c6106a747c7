#include "names_localhost.h"

#include <string.h>

#include "names_reverse.h"

/* Names that Debian's /etc/hosts gives to ::1. */
static bool is_only_v6(const char *name)
{
	return strcmp(name, "ip6-localhost") == 0 || strcmp(name, "ip6-loopback") == 0;
}

bool names_is_localhost(const char *name)
{
	static const char localhost[] = "localhost";
	size_t length = strlen(name), tail = sizeof(localhost) - 1;
	if (is_only_v6(name))
		return true;
	return length >= tail && strcmp(name + length - tail, localhost) == 0 &&
	       (length == tail || name[length - tail - 1] == '.');
}

bool names_is_localhost_reverse(const char *name)
{
	struct address address;
	if (!names_reverse_parse(name, &address))
		return false;
	struct address loopback = address_loopback(address_is_v4(&address) ? AF_INET : AF_INET6);
	return address_equal(&address, &loopback);
}

int names_localhost_addresses(const char *name, int family, struct address *address)
{
	if (family == AF_INET && is_only_v6(name))
		return 0;
	*address = address_loopback(family);
	return 1;
}
