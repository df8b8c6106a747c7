/* getgrouplist() and initgroups(). */
#include <grp.h>
#include <limits.h>
#include <stdlib.h>

#include "../believed.h"
#include "../../core/hook.h"
#include "../next.h"
#include "files.h"
#include "membership.h"

HOOK int getgrouplist(const char *user, gid_t first, gid_t *groups, int *count)
{
	if (accounts_file(ACCOUNTS_GROUP) == NULL)
		return next(getgrouplist)(user, first, groups, count);
	int saved_errno = errno, room = *count;
	int found = account_groups_of(user, first, groups, room);
	errno = saved_errno;
	if (found < 0)
		return -1;
	*count = found;
	return found > room ? -1 : found;
}

static int set_groups(const char *user, gid_t first)
{
	gid_t *groups = malloc(NGROUPS_MAX * sizeof(gid_t));
	if (groups == NULL)
		return -ENOMEM;
	int count = NGROUPS_MAX;
	(void)getgrouplist(user, first, groups, &count);
	if (count > NGROUPS_MAX)
		count = NGROUPS_MAX;
	int result = setgroups((size_t)count, groups) == 0 ? 0 : -errno;
	free(groups);
	return result;
}

HOOK int initgroups(const char *user, gid_t first)
{
	if (accounts_file(ACCOUNTS_GROUP) == NULL && !believed_is_on())
		return next(initgroups)(user, first);
	return (int)finish(errno, set_groups(user, first));
}
