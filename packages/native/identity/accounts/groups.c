/* getgrnam() and its relatives. */
#include <grp.h>

#include "../../core/hook.h"
#include "../next.h"
#include "walk.h"

/* As in libc, each call has an entry of its own. */
static struct account_walk by_name = ACCOUNT_WALK(&account_groups);
static struct account_walk by_number = ACCOUNT_WALK(&account_groups);
static struct account_walk in_order = ACCOUNT_WALK(&account_groups);
static struct group kept_by_name, kept_by_number, kept_in_order;

static bool are_ours(void)
{
	return accounts_file(ACCOUNTS_GROUP) != NULL;
}

/* 0 without an entry says that there is none. */
static int find(const struct account_key *key, struct group *group, char *buffer, size_t size,
                struct group **result)
{
	int saved_errno = errno;
	int error = account_find(&account_groups, key, group, buffer, size);
	errno = saved_errno;
	*result = error == 0 ? group : NULL;
	return error == ENOENT ? 0 : error;
}

HOOK struct group *getgrnam(const char *name)
{
	if (!are_ours())
		return next(getgrnam)(name);
	return account_find_kept(&by_name, &(struct account_key){ .name = name }, &kept_by_name);
}

HOOK struct group *getgrgid(gid_t number)
{
	if (!are_ours())
		return next(getgrgid)(number);
	return account_find_kept(&by_number, &(struct account_key){ .number = number },
	                         &kept_by_number);
}

HOOK int getgrnam_r(const char *name, struct group *group, char *buffer, size_t size,
                    struct group **result)
{
	if (!are_ours())
		return next(getgrnam_r)(name, group, buffer, size, result);
	return find(&(struct account_key){ .name = name }, group, buffer, size, result);
}

HOOK int getgrgid_r(gid_t number, struct group *group, char *buffer, size_t size,
                    struct group **result)
{
	if (!are_ours())
		return next(getgrgid_r)(number, group, buffer, size, result);
	return find(&(struct account_key){ .number = number }, group, buffer, size, result);
}

HOOK void setgrent(void)
{
	if (!are_ours())
		next(setgrent)();
	else
		account_rewind(&in_order);
}

HOOK void endgrent(void)
{
	if (!are_ours())
		next(endgrent)();
	else
		account_rewind(&in_order);
}

HOOK struct group *getgrent(void)
{
	return are_ours() ? account_next_kept(&in_order, &kept_in_order) : next(getgrent)();
}

HOOK int getgrent_r(struct group *group, char *buffer, size_t size, struct group **result)
{
	if (!are_ours())
		return next(getgrent_r)(group, buffer, size, result);
	int error = account_next(&in_order, group, buffer, size);
	*result = error == 0 ? group : NULL;
	return error;
}
