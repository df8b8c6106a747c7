/* gethostname(), uname() and their relatives: a process is on a host, which has a name. */
#include <string.h>
#include <sys/utsname.h>

#include "../../core/host_identity.h"
#include "../../core/own_name.h"
#include "../../real/real.h"
#include "../../core/hook.h"

/* What does not fit is cut off, with no zero byte, and is an error. */
HOOK int gethostname(char *name, size_t size)
{
	char own[OWN_NAME_SIZE];
	if (!own_name(context_current(), own))
		return real(gethostname)(name, size);
	size_t length = strlen(own) + 1;
	memcpy(name, own, length < size ? length : size);
	if (length <= size)
		return 0;
	errno = ENAMETOOLONG;
	return -1;
}

int __gethostname_chk(char *name, size_t size, size_t room);
HOOK int __gethostname_chk(char *name, size_t size, size_t room)
{
	return size > room ? real(__gethostname_chk)(name, size, room) : gethostname(name, size);
}

HOOK int uname(struct utsname *system)
{
	int result = real(uname)(system);
	if (result == 0)
		own_system(context_current(), system);
	return result;
}

/* What does not fit is cut off, with no zero byte, and is no error. */
HOOK int getdomainname(char *domain, size_t size)
{
	char own[IDENTITY_SIZE];
	if (!host_identity(context_current(), IDENTITY_NIS_DOMAIN, own))
		return real(getdomainname)(domain, size);
	size_t length = strlen(own) + 1;
	memcpy(domain, own, length < size ? length : size);
	return 0;
}

int __getdomainname_chk(char *domain, size_t size, size_t room);
HOOK int __getdomainname_chk(char *domain, size_t size, size_t room)
{
	return size > room ? real(__getdomainname_chk)(domain, size, room)
	                   : getdomainname(domain, size);
}

/* The machine's name is not the network's to change. */
static bool is_of_network(struct context context)
{
	char own[OWN_NAME_SIZE];
	return own_name(context, own);
}

static int set(struct context context, enum identity which, const char *text, size_t size)
{
	int saved = errno;
	bool may = host_identity_may_be_set_by(0);
	return (int)finish(saved,
	                   may ? host_identity_set(context, which, text, (int)size) : -EPERM);
}

HOOK int sethostname(const char *name, size_t size)
{
	struct context context = context_current();
	return is_of_network(context) ? set(context, IDENTITY_NAME, name, size)
	                              : real(sethostname)(name, size);
}

HOOK int setdomainname(const char *domain, size_t size)
{
	struct context context = context_current();
	return is_of_network(context) ? set(context, IDENTITY_NIS_DOMAIN, domain, size)
	                              : real(setdomainname)(domain, size);
}
