/* Access of one more user to a file, by a POSIX access control list. */
#ifndef SOCKETWRAP_ACL_H
#define SOCKETWRAP_ACL_H

#include <stdint.h>
#include <sys/types.h>

enum { ACL_READ = 4, ACL_WRITE = 2, ACL_EXECUTE = 1 };

/* Adds the user with these permissions. 0 or -errno: -EPERM (not ours), -EOPNOTSUPP (file system),
 * -ENOSPC (too many users). Async-signal-safe. */
int acl_grant(const char *path, uid_t user, uint16_t permissions);

#endif
