/* The kernel's rules of who may become whom: kernel/sys.c and kernel/groups.c. Pure: each changes the
 * credentials and gives 0, or gives -errno and leaves them. */
#ifndef SOCKETWRAP_IDS_H
#define SOCKETWRAP_IDS_H

#include "credentials.h"

#define ID_UNCHANGED UINT32_MAX

int ids_set_user(struct credentials *of, uid_t user);
int ids_set_users(struct credentials *of, uid_t real, uid_t effective); /* setreuid */
int ids_set_three_users(struct credentials *of, uid_t real, uid_t effective, uid_t saved);
int ids_set_group(struct credentials *of, gid_t group);
int ids_set_groups(struct credentials *of, gid_t real, gid_t effective); /* setregid */
int ids_set_three_groups(struct credentials *of, gid_t real, gid_t effective, gid_t saved);
/* They give the id before, whether or not they change it. */
uid_t ids_set_files_user(struct credentials *of, uid_t user);
gid_t ids_set_files_group(struct credentials *of, gid_t group);
/* `list` is not looked at when the caller may not set groups. */
int ids_set_others(struct credentials *of, size_t count, const gid_t *list);

#endif
