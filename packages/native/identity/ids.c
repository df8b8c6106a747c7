#include "ids.h"

#include <errno.h>
#include <limits.h>
#include <linux/capability.h>
#include <stdlib.h>
#include <string.h>

#include "capabilities.h"

/* Users and groups follow one rule with one capability each. */
struct family {
	uint32_t ids[IDS];
	bool may_choose;
};

static bool is_one_of(const uint32_t ids[], size_t count, uint32_t id)
{
	for (size_t i = 0; i < count; i++)
		if (ids[i] == id)
			return true;
	return false;
}

static int become(struct family *family, uint32_t id)
{
	uint32_t *ids = family->ids;
	if (id == ID_UNCHANGED)
		return -EINVAL;
	if (family->may_choose)
		ids[ID_REAL] = ids[ID_SAVED] = id;
	else if (id != ids[ID_REAL] && id != ids[ID_SAVED])
		return -EPERM;
	ids[ID_EFFECTIVE] = ids[ID_FILES] = id;
	return 0;
}

static int set_pair(struct family *family, uint32_t real, uint32_t effective)
{
	uint32_t *ids = family->ids, real_before = ids[ID_REAL];
	if (!family->may_choose &&
	    ((real != ID_UNCHANGED && !is_one_of(ids, ID_SAVED, real)) ||
	     (effective != ID_UNCHANGED && !is_one_of(ids, ID_FILES, effective))))
		return -EPERM;
	if (real != ID_UNCHANGED)
		ids[ID_REAL] = real;
	if (effective != ID_UNCHANGED)
		ids[ID_EFFECTIVE] = effective;
	if (real != ID_UNCHANGED || (effective != ID_UNCHANGED && effective != real_before))
		ids[ID_SAVED] = ids[ID_EFFECTIVE];
	ids[ID_FILES] = ids[ID_EFFECTIVE];
	return 0;
}

static int set_three(struct family *family, const uint32_t wanted[ID_FILES])
{
	uint32_t *ids = family->ids;
	bool is_new = false, is_change = false;
	for (int i = 0; i < ID_FILES; i++) {
		if (wanted[i] == ID_UNCHANGED)
			continue;
		is_new = is_new || !is_one_of(ids, ID_FILES, wanted[i]);
		is_change = is_change || wanted[i] != ids[i] ||
		            (i == ID_EFFECTIVE && wanted[i] != ids[ID_FILES]);
	}
	if (!is_change)
		return 0;
	if (is_new && !family->may_choose)
		return -EPERM;
	for (int i = 0; i < ID_FILES; i++)
		if (wanted[i] != ID_UNCHANGED)
			ids[i] = wanted[i];
	ids[ID_FILES] = ids[ID_EFFECTIVE];
	return 0;
}

static struct family users_of(const struct credentials *of)
{
	struct family family = { .may_choose = credentials_can(of, CAP_SETUID) };
	memcpy(family.ids, of->users, sizeof(family.ids));
	return family;
}

static int take_users(struct credentials *of, const struct family *family, int result)
{
	if (result == 0) {
		capabilities_follow_users(of, family->ids);
		memcpy(of->users, family->ids, sizeof(of->users));
	}
	return result;
}

static struct family groups_of(const struct credentials *of)
{
	struct family family = { .may_choose = credentials_can(of, CAP_SETGID) };
	memcpy(family.ids, of->groups, sizeof(family.ids));
	return family;
}

static int take_groups(struct credentials *of, const struct family *family, int result)
{
	if (result == 0)
		memcpy(of->groups, family->ids, sizeof(of->groups));
	return result;
}

int ids_set_user(struct credentials *of, uid_t user)
{
	struct family family = users_of(of);
	int result = become(&family, user);
	return take_users(of, &family, result);
}

int ids_set_users(struct credentials *of, uid_t real, uid_t effective)
{
	struct family family = users_of(of);
	int result = set_pair(&family, real, effective);
	return take_users(of, &family, result);
}

int ids_set_three_users(struct credentials *of, uid_t real, uid_t effective, uid_t saved)
{
	struct family family = users_of(of);
	int result = set_three(&family, (uint32_t[]){ real, effective, saved });
	return take_users(of, &family, result);
}

int ids_set_group(struct credentials *of, gid_t group)
{
	struct family family = groups_of(of);
	int result = become(&family, group);
	return take_groups(of, &family, result);
}

int ids_set_groups(struct credentials *of, gid_t real, gid_t effective)
{
	struct family family = groups_of(of);
	int result = set_pair(&family, real, effective);
	return take_groups(of, &family, result);
}

int ids_set_three_groups(struct credentials *of, gid_t real, gid_t effective, gid_t saved)
{
	struct family family = groups_of(of);
	int result = set_three(&family, (uint32_t[]){ real, effective, saved });
	return take_groups(of, &family, result);
}

uid_t ids_set_files_user(struct credentials *of, uid_t user)
{
	uid_t before = of->users[ID_FILES];
	bool may = credentials_can(of, CAP_SETUID) || is_one_of(of->users, IDS, user);
	if (user != ID_UNCHANGED && user != before && may) {
		capabilities_follow_files_user(of, user);
		of->users[ID_FILES] = user;
	}
	return before;
}

gid_t ids_set_files_group(struct credentials *of, gid_t group)
{
	gid_t before = of->groups[ID_FILES];
	bool may = credentials_can(of, CAP_SETGID) || is_one_of(of->groups, IDS, group);
	if (group != ID_UNCHANGED && may)
		of->groups[ID_FILES] = group;
	return before;
}

static int compare(const void *left, const void *right)
{
	gid_t a = *(const gid_t *)left, b = *(const gid_t *)right;
	return a < b ? -1 : a > b;
}

int ids_set_others(struct credentials *of, size_t count, const gid_t *list)
{
	if (!credentials_can(of, CAP_SETGID))
		return -EPERM;
	if (count > NGROUPS_MAX)
		return -EINVAL;
	if (count > GROUPS_MAX)
		return -ENOMEM;
	if (count > 0 && list == NULL)
		return -EFAULT;
	for (size_t i = 0; i < count; i++)
		if (list[i] == ID_UNCHANGED)
			return -EINVAL;
	if (count > 0)
		memcpy(of->others, list, count * sizeof(gid_t));
	of->other_count = (uint32_t)count;
	qsort(of->others, count, sizeof(gid_t), compare);
	return 0;
}
