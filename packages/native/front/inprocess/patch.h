/* Puts the shim's functions into the slots of all loaded objects, and takes them out again. The
 * caller holds one lock around all calls. */
#ifndef SOCKETWRAP_PATCH_H
#define SOCKETWRAP_PATCH_H

#include <stdbool.h>

/* Finds out what to replace. Takes the loader's lock, so not to be called under one's own. */
void patch_start(void);
/* Patches every slot that is not patched yet. 0 or -errno. */
int patch_apply(void);
/* Gives every slot that still holds our function its former value. */
void patch_restore(void);

/* Whether a function of this name is replaced, and by what; of other functions that have the name
 * nothing is replaced. */
bool patch_replaces(const char *name);
void *patch_function_for(const char *name, void *function);

#endif
