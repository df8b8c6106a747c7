#include "find_symbol.h"

#include <dlfcn.h>

#include "patch.h"

/* RTLD_NEXT and RTLD_DEFAULT depend on who calls dlsym(), by its return address. A call in tail
 * position leaves the caller's. */
#if defined(__clang__)
#define TAIL_CALLS
#define TAIL_RETURN __attribute__((musttail)) return
#else
#define TAIL_CALLS __attribute__((optimize("optimize-sibling-calls")))
#define TAIL_RETURN return
#endif

TAIL_CALLS void *find_symbol(void *handle, const char *name)
{
	if (handle == RTLD_NEXT || !patch_replaces(name))
		TAIL_RETURN dlsym(handle, name);
	return patch_function_for(name, dlsym(handle, name));
}
