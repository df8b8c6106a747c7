/* Whom files belong to that a program has made or given away: remembered for the network, never told to the kernel. */
#ifndef SOCKETWRAP_OWNERS_H
#define SOCKETWRAP_OWNERS_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/types.h>

/* Whether any file is remembered at all. */
bool owners_are_there(void);
/* A file as statx() with STATX_INO | STATX_BTIME tells of it. False: it is not remembered. */
bool owners_find(const struct statx *file, uid_t *user, gid_t *group);
/* 0, or -ENOSPC. */
int owners_remember(const struct statx *file, uid_t user, gid_t group);

#endif
