/* setuid() and its relatives, which libc makes rule all threads of the process. */
#include <grp.h>
#include <sys/fsuid.h>
#include <unistd.h>

#include "change_ids.h"
#include "../core/hook.h"
#include "ids.h"
#include "next.h"

/* clang-format off */
#define SET(name, parameters, arguments, change) \
	HOOK int name parameters \
	{ \
		int saved_errno = errno; \
		return believed_is_on() ? (int)finish(saved_errno, change) : next(name) arguments; \
	}
/* clang-format on */

SET(setuid, (uid_t user), (user), change_user(SCOPE_PROCESS, user))
SET(setreuid, (uid_t real, uid_t effective), (real, effective),
    change_users(SCOPE_PROCESS, real, effective))
SET(setresuid, (uid_t real, uid_t effective, uid_t saved), (real, effective, saved),
    change_three_users(SCOPE_PROCESS, real, effective, saved))
SET(setgid, (gid_t group), (group), change_group(SCOPE_PROCESS, group))
SET(setregid, (gid_t real, gid_t effective), (real, effective),
    change_groups(SCOPE_PROCESS, real, effective))
SET(setresgid, (gid_t real, gid_t effective, gid_t saved), (real, effective, saved),
    change_three_groups(SCOPE_PROCESS, real, effective, saved))
SET(setgroups, (size_t count, const gid_t *list), (count, list),
    change_others(SCOPE_PROCESS, count, list))

/* libc refuses the id that the kernel would take for "as it is". */
static int change_effective_user(uid_t user)
{
	return user == ID_UNCHANGED
	               ? -EINVAL
	               : change_three_users(SCOPE_PROCESS, ID_UNCHANGED, user, ID_UNCHANGED);
}

static int change_effective_group(gid_t group)
{
	return group == ID_UNCHANGED
	               ? -EINVAL
	               : change_three_groups(SCOPE_PROCESS, ID_UNCHANGED, group, ID_UNCHANGED);
}

SET(seteuid, (uid_t user), (user), change_effective_user(user))
SET(setegid, (gid_t group), (group), change_effective_group(group))

/* They have no errors, so what looks like one is an id. */
HOOK int setfsuid(uid_t user)
{
	return believed_is_on() ? change_files_user(user) : next(setfsuid)(user);
}

HOOK int setfsgid(gid_t group)
{
	return believed_is_on() ? change_files_group(group) : next(setfsgid)(group);
}
