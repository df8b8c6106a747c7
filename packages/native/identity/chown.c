/* chown() and its relatives: remembered, and never asked of the kernel. The rules are notify_change()'s, fs/attr.c. */
#include <linux/capability.h>
#include <unistd.h>

#include "accounts/path.h"
#include "appearance.h"
#include "believed.h"
#include "../core/hook.h"
#include "ids.h"
#include "next.h"
#include "owners.h"

static bool may_give(uid_t owner, gid_t group, uid_t to_user, gid_t to_group)
{
	struct standing standing;
	believed_read(&standing);
	if (credentials_can(&standing, CAP_CHOWN))
		return true;
	bool is_owner = standing.users[ID_FILES] == owner;
	bool keeps_user = to_user == ID_UNCHANGED || (is_owner && to_user == owner);
	bool may_group = to_group == group || to_group == standing.groups[ID_FILES] ||
	                 believed_is_among_others(to_group);
	bool keeps_group = to_group == ID_UNCHANGED || (is_owner && may_group);
	return keeps_user && keeps_group;
}

static int give(const struct place *place, uid_t user, gid_t group)
{
	struct statx file;
	uid_t owner;
	gid_t owning_group;
	int result = appearance_inspect(place, &file);
	if (result < 0)
		return result;
	appearance_of(&file, &owner, &owning_group);
	if (!may_give(owner, owning_group, user, group))
		return -EPERM;
	if (user == ID_UNCHANGED && group == ID_UNCHANGED)
		return 0;
	return owners_remember(&file, user == ID_UNCHANGED ? owner : user,
	                       group == ID_UNCHANGED ? owning_group : group);
}

#define MAY_CHANGE account_path_use(&path, ACCOUNT_CHANGE, &ours)

/* clang-format off */
#define GIVE(name, parameters, arguments, may_be_changed, ...) \
	HOOK int name parameters \
	{ \
		struct account_path ours; \
		int saved_errno = errno; \
		(void)ours; \
		if (!(may_be_changed)) \
			return -1; \
		return believed_is_on() \
		       ? (int)finish(saved_errno, give(&(struct place){ __VA_ARGS__ }, user, group)) \
		       : next(name) arguments; \
	}
/* clang-format on */

GIVE(chown, (const char *path, uid_t user, gid_t group), (path, user, group), MAY_CHANGE, AT_FDCWD,
     path, 0)
GIVE(lchown, (const char *path, uid_t user, gid_t group), (path, user, group), MAY_CHANGE, AT_FDCWD,
     path, AT_SYMLINK_NOFOLLOW)
GIVE(fchown, (int fd, uid_t user, gid_t group), (fd, user, group), true, fd, "", AT_EMPTY_PATH)
GIVE(fchownat, (int directory, const char *path, uid_t user, gid_t group, int flags),
     (directory, path, user, group, flags), MAY_CHANGE, directory, path, flags)
