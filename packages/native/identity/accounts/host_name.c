/* gethostname() without a network: NSS_WRAPPER_HOSTNAME, as nss_wrapper(1) says. On a network the shim, which stands
 * before, answers. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../../core/hook.h"
#include "../next.h"

static int give(const char *name, char *bytes, size_t size)
{
	size_t length = strlen(name) + 1;
	memcpy(bytes, name, length < size ? length : size);
	return length <= size ? 0 : -ENAMETOOLONG;
}

HOOK int gethostname(char *bytes, size_t size)
{
	const char *name = getenv("NSS_WRAPPER_HOSTNAME");
	if (name == NULL)
		return next(gethostname)(bytes, size);
	return (int)finish(errno, give(name, bytes, size));
}

int __gethostname_chk(char *bytes, size_t size, size_t room);
HOOK int __gethostname_chk(char *bytes, size_t size, size_t room)
{
	if (size > room)
		return next(__gethostname_chk)(bytes, size, room);
	return gethostname(bytes, size);
}
