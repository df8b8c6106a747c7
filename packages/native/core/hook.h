/* What every hook needs: visibility, and the one place where -errno becomes -1 and errno. */
#ifndef SOCKETWRAP_HOOK_H
#define SOCKETWRAP_HOOK_H

#include <errno.h>

#define HOOK __attribute__((visibility("default")))

/* What a hook does with a virtual socket, where the hook is also called for every file: kept out of it, so that
 * a file's call pays for no stack frame. */
#define VIRTUAL __attribute__((noinline))

/* What the shim did on its own account must not show in errno, hence the value saved at entry. */
static inline long finish(int saved_errno, long result)
{
	errno = result < 0 ? (int)-result : saved_errno;
	return result < 0 ? -1 : result;
}

#endif
