/* The environment of a program that is executed: it goes on believing what its parent does. */
#ifndef SOCKETWRAP_IDENTITY_ENVIRONMENT_H
#define SOCKETWRAP_IDENTITY_ENVIRONMENT_H

#include <stddef.h>

#include "credentials.h"

/* Where this library lies; once, at the start. */
void environment_start(void);
/* The bytes of storage that environment_build() wants. */
size_t environment_size(char *const environment[]);
/* Gives, in `storage`, the environment with this library in LD_PRELOAD, behind what is there, and with the
 * credentials, if there are any. Safe after vfork. */
char **environment_build(const struct credentials *credentials, char *const environment[],
                         void *storage);

#endif
