/* The library of hooks, loaded once into the process. */
#ifndef SOCKETWRAP_SHIM_H
#define SOCKETWRAP_SHIM_H

#include <stdbool.h>
#include <stddef.h>

#include "front/inprocess/face.h"

/* False, with a sentence in `problem`, when the library at `path` cannot be loaded. */
bool shim_load(const char *path, char *problem, size_t size);
/* NULL before shim_load() succeeded. */
const struct face *shim_face(void);

#endif
