#include "own_name.h"

#include <stdlib.h>
#include <string.h>

#include "network.h"

static bool copy(char name[OWN_NAME_SIZE], const char *from)
{
	size_t length = strnlen(from, OWN_NAME_SIZE - 1);
	memcpy(name, from, length);
	name[length] = '\0';
	return length > 0;
}

bool own_name(struct context context, char name[OWN_NAME_SIZE])
{
	if (context.network == NULL)
		return false;
	const char *wanted = getenv("NSS_WRAPPER_HOSTNAME");
	if (wanted != NULL && copy(name, wanted))
		return true;
	return !context.network->is_compat && copy(name, host_name(context));
}

void own_domain(struct context context, char domain[OWN_NAME_SIZE])
{
	char name[OWN_NAME_SIZE];
	const char *dot = own_name(context, name) ? strchr(name, '.') : NULL;
	copy(domain, dot == NULL ? "" : dot);
}
