#include "table.h"

#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <shadow.h>
#include <string.h>

static int read_user(FILE *stream, void *entry, char *buffer, size_t size)
{
	struct passwd *result;
	return fgetpwent_r(stream, entry, buffer, size, &result);
}

static int read_group(FILE *stream, void *entry, char *buffer, size_t size)
{
	struct group *result;
	return fgetgrent_r(stream, entry, buffer, size, &result);
}

static int read_password(FILE *stream, void *entry, char *buffer, size_t size)
{
	struct spwd *result;
	return fgetspent_r(stream, entry, buffer, size, &result);
}

static bool matches(const struct account_key *key, const char *name, unsigned number)
{
	return key->name == NULL ? number == key->number : strcmp(name, key->name) == 0;
}

static bool matches_user(const void *entry, const struct account_key *key)
{
	const struct passwd *user = entry;
	return matches(key, user->pw_name, user->pw_uid);
}

static bool matches_group(const void *entry, const struct account_key *key)
{
	const struct group *group = entry;
	return matches(key, group->gr_name, group->gr_gid);
}

static bool matches_password(const void *entry, const struct account_key *key)
{
	const struct spwd *password = entry;
	return matches(key, password->sp_namp, 0);
}

const struct account_table account_users = { ACCOUNTS_PASSWD, read_user, matches_user };
const struct account_table account_groups = { ACCOUNTS_GROUP, read_group, matches_group };
const struct account_table account_passwords = { ACCOUNTS_SHADOW, read_password, matches_password };

FILE *account_open(const struct account_table *table)
{
	if (table->file == ACCOUNTS_SHADOW && !accounts_may_read_shadow()) {
		errno = EACCES;
		return NULL;
	}
	return fopen(accounts_file(table->file), "re");
}

int account_find(const struct account_table *table, const struct account_key *key, void *entry,
                 char *buffer, size_t size)
{
	FILE *stream = account_open(table);
	if (stream == NULL)
		return errno;
	int error;
	do
		error = table->read(stream, entry, buffer, size);
	while (error == 0 && !table->matches(entry, key));
	(void)fclose(stream);
	return error;
}
