/* dlsym() as the objects that are patched see it: foreign function interfaces ask for libc by name. */
#ifndef SOCKETWRAP_FIND_SYMBOL_H
#define SOCKETWRAP_FIND_SYMBOL_H

void *find_symbol(void *handle, const char *name);

#endif
