#include "real.h"

#include <dlfcn.h>
#include <stdlib.h>

/* clang-format off */
#define REAL_DEFINE(type, name, parameters) real_##name##_function real_pointer_##name;
REAL_FUNCTIONS(REAL_DEFINE)
#undef REAL_DEFINE
/* clang-format on */

/* Whether two addresses lie in the same loaded object. */
static bool is_same_object(const void *left, const void *right)
{
	Dl_info left_info, right_info;
	return dladdr(left, &left_info) != 0 && dladdr(right, &right_info) != 0 &&
	       left_info.dli_fbase == right_info.dli_fbase;
}

const char *real_preloaded_version(void)
{
	/* RTLD_DEFAULT would also look into the local scope, where an add-on loaded us. */
	void *program = dlopen(NULL, RTLD_LAZY);
	return program == NULL ? NULL : dlsym(program, "socketwrap_version");
}

bool real_is_preloaded(void)
{
	static _Atomic int kept; /* 0: not known yet, else 1 + the answer */
	if (kept == 0) {
		const char *version = real_preloaded_version();
		kept = 1 + (version != NULL && is_same_object(version, &real_pointer_bind));
	}
	return kept == 2;
}

/* Preloaded, the next definition may be another preload's, which must keep its turn. Loaded by
 * an add-on we are outside of the global search order, where RTLD_NEXT is not defined, and the
 * next definition is libc's. */
static void *definition_behind_us(const char *name)
{
	if (real_is_preloaded())
		return dlsym(RTLD_NEXT, name);
	static void *libc;
	if (libc == NULL)
		libc = dlopen("libc.so.6", RTLD_LAZY | RTLD_NOLOAD);
	return libc == NULL ? NULL : dlsym(libc, name);
}

static int function_is_missing(void)
{
	errno = ENOSYS;
	return -1;
}

void *real_find(const char *name, void **slot)
{
	int saved_errno = errno;
	void *found = definition_behind_us(name);
	if (found == NULL)
		found = (void *)(uintptr_t)function_is_missing;
	__atomic_store_n(slot, found, __ATOMIC_RELEASE);
	errno = saved_errno;
	return found;
}

void real_resolve_all(void)
{
/* clang-format off */
#define REAL_RESOLVE(type, name, parameters) (void)real(name);
	REAL_FUNCTIONS(REAL_RESOLVE)
#undef REAL_RESOLVE
	/* clang-format on */
}
