/* The calls that change ids, of the whole process or of the calling thread. Each gives 0 (the calls for file-system
 * ids: the id before) or -errno. */
#ifndef SOCKETWRAP_CHANGE_IDS_H
#define SOCKETWRAP_CHANGE_IDS_H

#include "believed.h"

enum scope { SCOPE_PROCESS, SCOPE_THREAD };

int change_user(enum scope scope, uid_t user);
int change_users(enum scope scope, uid_t real, uid_t effective);
int change_three_users(enum scope scope, uid_t real, uid_t effective, uid_t saved);
int change_group(enum scope scope, gid_t group);
int change_groups(enum scope scope, gid_t real, gid_t effective);
int change_three_groups(enum scope scope, gid_t real, gid_t effective, gid_t saved);
int change_files_user(uid_t user); /* of the thread, always */
int change_files_group(gid_t group);
int change_others(enum scope scope, size_t count, const gid_t *list);

#endif
