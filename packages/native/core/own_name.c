#include "own_name.h"

#include <stdlib.h>
#include <string.h>

#include "host_identity.h"
#include "network.h"

static bool copy(char name[OWN_NAME_SIZE], const char *from)
{
	size_t length = strnlen(from, OWN_NAME_SIZE - 1);
	memcpy(name, from, length);
	name[length] = '\0';
	return length > 0;
}

static bool own_name_by_environment(char name[OWN_NAME_SIZE])
{
	const char *wanted = getenv("NSS_WRAPPER_HOSTNAME");
	return wanted != NULL && copy(name, wanted);
}

bool own_name_on_network(struct context context, char name[OWN_NAME_SIZE])
{
	if (context.network == NULL)
		return false;
	return own_name_by_environment(name) ||
	       (!context.network->is_compat && copy(name, host_name(context)));
}

bool own_name(struct context context, char name[OWN_NAME_SIZE])
{
	char wanted[OWN_NAME_SIZE];
	if (!own_name_by_environment(wanted) && host_identity(context, IDENTITY_NAME, name))
		return true;
	return own_name_on_network(context, name);
}

void own_domain(struct context context, char domain[OWN_NAME_SIZE])
{
	char name[OWN_NAME_SIZE];
	const char *dot = own_name_on_network(context, name) ? strchr(name, '.') : NULL;
	copy(domain, dot == NULL ? "" : dot);
}

void own_system(struct context context, struct utsname *system)
{
	char text[OWN_NAME_SIZE] = "";
	if (own_name(context, text))
		memcpy(system->nodename, text, sizeof(system->nodename));
	if (host_identity(context, IDENTITY_NIS_DOMAIN, text))
		memcpy(system->domainname, text, sizeof(system->domainname));
}
