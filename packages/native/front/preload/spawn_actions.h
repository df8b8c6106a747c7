/* Where posix_spawn's file actions lead to. */
#ifndef SOCKETWRAP_SPAWN_ACTIONS_H
#define SOCKETWRAP_SPAWN_ACTIONS_H

#include <spawn.h>

/* A descriptor on the directory that the child is in when it executes, for the caller to close;
 * AT_FDCWD when that is the parent's. */
int spawn_actions_directory(const posix_spawn_file_actions_t *actions);

#endif
