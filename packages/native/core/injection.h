/* The environment that puts a child on a network, whatever its parent passes. */
#ifndef SOCKETWRAP_INJECTION_H
#define SOCKETWRAP_INJECTION_H

#include <stdbool.h>
#include <stddef.h>

#include "context.h"

/* Finds out where this library lies and what the process inherited; once, at the start. */
void injection_start(void);
void injection_remember_start(void); /* a part of it */
/* The canonical path of this library. */
const char *injection_library(void);

/* Where `context`'s children find the library: its own place, or the copy in the network's
 * directory when the caller cannot read that place or LD_PRELOAD cannot name it. NULL: nowhere. */
const char *injection_library_for(struct context context, char *storage, size_t size);
/* Makes that copy when users other than this one, or LD_PRELOAD, need it. 0 or -errno. */
int injection_publish_library(const struct network *network);

/* Where the supervisor of programs lies, beside the library that they would find. False: nowhere. */
bool injection_supervisor(const char *library, char *storage, size_t size);

/* The value of a variable, or NULL. */
const char *injection_find(char *const environment[], const char *name);

/* The bytes of storage that injection_build wants for this environment. */
size_t injection_size(char *const environment[]);
/* Gives an environment in `storage`: LD_PRELOAD with the library before the caller's own entries,
 * (without `library`: those alone), the network and host of `context` unless the caller names a network itself, and where TLS keys go
 * unless the caller says so. Safe after vfork: no allocation, no lock. */
char **injection_build(struct context context, char *const environment[], const char *library,
                       bool links_asan, void *storage);
/* Gives LD_PRELOAD in such an environment the name INJECTION_HIDDEN "LD_PRELOAD": it is not for the
 * process that gets the environment, but for the program that this one executes. */
#define INJECTION_HIDDEN "SOCKET_WRAPPER_"
void injection_hide_preload(char **environment);

#endif
