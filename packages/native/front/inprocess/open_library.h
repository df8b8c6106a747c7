/* dlopen() as the objects that are patched see it. */
#ifndef SOCKETWRAP_OPEN_LIBRARY_H
#define SOCKETWRAP_OPEN_LIBRARY_H

/* Opens like dlopen() called by the caller, and patches what was loaded. */
void *open_library(const char *file, int mode);

#endif
