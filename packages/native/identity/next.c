#include "next.h"

#include <dlfcn.h>

/* clang-format off */
#define NEXT_DEFINE(type, name, parameters) next_##name##_function next_pointer_##name;
NEXT_FUNCTIONS(NEXT_DEFINE)
#undef NEXT_DEFINE
/* clang-format on */

static int is_missing(void)
{
	errno = ENOSYS;
	return -1;
}

void *next_find(const char *name, void **slot)
{
	int saved_errno = errno;
	void *found = dlsym(RTLD_NEXT, name);
	if (found == NULL)
		found = (void *)(uintptr_t)is_missing;
	__atomic_store_n(slot, found, __ATOMIC_RELEASE);
	errno = saved_errno;
	return found;
}

void next_find_all(void)
{
/* clang-format off */
#define NEXT_FIND(type, name, parameters) (void)next(name);
	NEXT_FUNCTIONS(NEXT_FIND)
#undef NEXT_FIND
	/* clang-format on */
}
