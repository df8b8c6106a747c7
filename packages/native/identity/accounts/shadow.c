/* getspnam() and its relatives. */
#include <shadow.h>

#include "../../core/hook.h"
#include "../next.h"
#include "walk.h"

/* As in libc, each call has an entry of its own. */
static struct account_walk by_name = ACCOUNT_WALK(&account_passwords);
static struct account_walk in_order = ACCOUNT_WALK(&account_passwords);
static struct spwd kept_by_name, kept_in_order;

/* Users that are ours never have the machine's passwords. */
static bool are_ours(void)
{
	return accounts_file(ACCOUNTS_PASSWD) != NULL;
}

static bool are_there(void)
{
	return accounts_file(ACCOUNTS_SHADOW) != NULL;
}

HOOK struct spwd *getspnam(const char *name)
{
	if (!are_ours())
		return next(getspnam)(name);
	if (!are_there())
		return NULL;
	return account_find_kept(&by_name, &(struct account_key){ .name = name }, &kept_by_name);
}

HOOK int getspnam_r(const char *name, struct spwd *password, char *buffer, size_t size,
                    struct spwd **result)
{
	if (!are_ours())
		return next(getspnam_r)(name, password, buffer, size, result);
	int saved_errno = errno;
	int error = !are_there() ? ENOENT
	                         : account_find(&account_passwords,
	                                        &(struct account_key){ .name = name }, password,
	                                        buffer, size);
	errno = saved_errno;
	*result = error == 0 ? password : NULL;
	return error == ENOENT ? 0 : error;
}

HOOK void setspent(void)
{
	if (!are_ours())
		next(setspent)();
	else
		account_rewind(&in_order);
}

HOOK void endspent(void)
{
	if (!are_ours())
		next(endspent)();
	else
		account_rewind(&in_order);
}

HOOK struct spwd *getspent(void)
{
	if (!are_ours())
		return next(getspent)();
	return are_there() ? account_next_kept(&in_order, &kept_in_order) : NULL;
}

HOOK int getspent_r(struct spwd *password, char *buffer, size_t size, struct spwd **result)
{
	if (!are_ours())
		return next(getspent_r)(password, buffer, size, result);
	int error = are_there() ? account_next(&in_order, password, buffer, size) : ENOENT;
	*result = error == 0 ? password : NULL;
	return error;
}
