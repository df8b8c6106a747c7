#include "libc.h"

#include <dlfcn.h>
#include <errno.h>
#include <stddef.h>

/* clang-format off */
#define LIBC_DEFINE(type, name, parameters) libc_##name##_function libc_pointer_##name;
LIBC_FUNCTIONS(LIBC_DEFINE)
#undef LIBC_DEFINE
/* clang-format on */

void *libc_find(const char *name, void **slot)
{
	int saved_errno = errno;
	void *library = dlopen("libc.so.6", RTLD_LAZY | RTLD_NOLOAD);
	void *found = library == NULL ? NULL : dlsym(library, name);
	if (found == NULL)
		found = dlsym(RTLD_DEFAULT, name);
	__atomic_store_n(slot, found, __ATOMIC_RELEASE);
	errno = saved_errno;
	return found;
}

void libc_find_all(void)
{
/* clang-format off */
#define LIBC_FIND(type, name, parameters) (void)libc(name);
	LIBC_FUNCTIONS(LIBC_FIND)
#undef LIBC_FIND
	/* clang-format on */
}
