/* Whether the kernel starts a program in secure mode, in which the loader ignores LD_PRELOAD. */
#ifndef SOCKETWRAP_EXECUTABLE_PRIVILEGES_H
#define SOCKETWRAP_EXECUTABLE_PRIVILEGES_H

#include <stdbool.h>
#include <sys/stat.h>

bool executable_changes_privileges(int fd, const struct stat *status);

#endif
