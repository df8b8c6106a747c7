/* getpwnam() and its relatives. */
#include <pwd.h>

#include "../../core/hook.h"
#include "../next.h"
#include "walk.h"

/* As in libc, each call has an entry of its own. */
static struct account_walk by_name = ACCOUNT_WALK(&account_users);
static struct account_walk by_number = ACCOUNT_WALK(&account_users);
static struct account_walk in_order = ACCOUNT_WALK(&account_users);
static struct passwd kept_by_name, kept_by_number, kept_in_order;

static bool are_ours(void)
{
	return accounts_file(ACCOUNTS_PASSWD) != NULL;
}

/* 0 without an entry says that there is none. */
static int find(const struct account_key *key, struct passwd *user, char *buffer, size_t size,
                struct passwd **result)
{
	int saved_errno = errno;
	int error = account_find(&account_users, key, user, buffer, size);
	errno = saved_errno;
	*result = error == 0 ? user : NULL;
	return error == ENOENT ? 0 : error;
}

HOOK struct passwd *getpwnam(const char *name)
{
	if (!are_ours())
		return next(getpwnam)(name);
	return account_find_kept(&by_name, &(struct account_key){ .name = name }, &kept_by_name);
}

HOOK struct passwd *getpwuid(uid_t number)
{
	if (!are_ours())
		return next(getpwuid)(number);
	return account_find_kept(&by_number, &(struct account_key){ .number = number },
	                         &kept_by_number);
}

HOOK int getpwnam_r(const char *name, struct passwd *user, char *buffer, size_t size,
                    struct passwd **result)
{
	if (!are_ours())
		return next(getpwnam_r)(name, user, buffer, size, result);
	return find(&(struct account_key){ .name = name }, user, buffer, size, result);
}

HOOK int getpwuid_r(uid_t number, struct passwd *user, char *buffer, size_t size,
                    struct passwd **result)
{
	if (!are_ours())
		return next(getpwuid_r)(number, user, buffer, size, result);
	return find(&(struct account_key){ .number = number }, user, buffer, size, result);
}

HOOK void setpwent(void)
{
	if (!are_ours())
		next(setpwent)();
	else
		account_rewind(&in_order);
}

HOOK void endpwent(void)
{
	if (!are_ours())
		next(endpwent)();
	else
		account_rewind(&in_order);
}

HOOK struct passwd *getpwent(void)
{
	return are_ours() ? account_next_kept(&in_order, &kept_in_order) : next(getpwent)();
}

HOOK int getpwent_r(struct passwd *user, char *buffer, size_t size, struct passwd **result)
{
	if (!are_ours())
		return next(getpwent_r)(user, buffer, size, result);
	int error = account_next(&in_order, user, buffer, size);
	*result = error == 0 ? user : NULL;
	return error;
}
