/* The arguments with which the supervisor executes a program. */
#ifndef SOCKETWRAP_SUPERVISED_H
#define SOCKETWRAP_SUPERVISED_H

#include <stddef.h>

#include "core/launch.h"

/* The bytes of storage that supervised_build() wants. */
size_t supervised_size(char *const arguments[]);
/* Safe after vfork. The supervisor itself gets the arguments as they are. */
char **supervised_build(const struct launch *launch, const char *file, char *const arguments[],
                        void *storage);

#endif
