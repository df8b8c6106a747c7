/* gethostname(), uname() and their relatives: a process is on a host, which has a name. */
#include <string.h>
#include <sys/utsname.h>

#include "../../core/own_name.h"
#include "../../real/real.h"
#include "hook.h"

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
	char own[OWN_NAME_SIZE];
	int result = real(uname)(system);
	if (result == 0 && own_name(context_current(), own))
		memcpy(system->nodename, own, strlen(own) + 1);
	return result;
}

/* The machine's name is not the network's to change, and that of a host stays as it is. */
static bool may_not_rename(void)
{
	char own[OWN_NAME_SIZE];
	if (!own_name(context_current(), own))
		return false;
	errno = EPERM;
	return true;
}

HOOK int sethostname(const char *name, size_t size)
{
	return may_not_rename() ? -1 : real(sethostname)(name, size);
}

HOOK int setdomainname(const char *name, size_t size)
{
	return may_not_rename() ? -1 : real(setdomainname)(name, size);
}
