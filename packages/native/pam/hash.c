#include "hash.h"

#include <dlfcn.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "libpam.h"

/* struct crypt_data, whose size crypt_r(3) of old and new libraries says to be 32 to 128 KiB. */
enum { DATA_SIZE = 256 * 1024, SALT_BYTES = 12 };

typedef char *crypt_function(const char *password, const char *setting, void *data);

/* Debian's and Fedora's library have different numbers. */
static crypt_function *find_crypt(void)
{
	static const char *const names[] = { "libcrypt.so.1", "libcrypt.so.2" };
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		void *library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
		void *found = library == NULL ? NULL : dlsym(library, "crypt_r");
		if (found != NULL)
			return (crypt_function *)found;
	}
	return NULL;
}

/* Gives what crypt(3) makes of the password, in memory for the caller to free. NULL: it cannot. */
static char *apply(const char *password, const char *setting)
{
	crypt_function *crypt_with = find_crypt();
	void *data = calloc(1, DATA_SIZE);
	char *hash = NULL;
	if (crypt_with != NULL && data != NULL)
		hash = crypt_with(password, setting, data);
	hash = hash == NULL ? NULL : strdup(hash);
	free(data);
	return hash;
}

int hash_verify(const char *hash, const char *password)
{
	char *made = apply(password, hash);
	if (made == NULL)
		return find_crypt() == NULL ? PAM_AUTHINFO_UNAVAIL : PAM_AUTH_ERR;
	int result = hash[0] == '$' && strcmp(made, hash) == 0 ? PAM_SUCCESS : PAM_AUTH_ERR;
	free(made);
	return result;
}

static bool make_setting(char setting[HASH_SIZE])
{
	unsigned char salt[SALT_BYTES];
	if (getrandom(salt, sizeof(salt), 0) != sizeof(salt))
		return false;
	int length = snprintf(setting, HASH_SIZE, "$6$rounds=1000$");
	for (size_t i = 0; i < sizeof(salt); i++)
		setting[length++] = "0123456789abcdef"[salt[i] & 15];
	setting[length] = '\0';
	return true;
}

bool hash_make(const char *password, char hash[HASH_SIZE])
{
	char setting[HASH_SIZE];
	char *made = make_setting(setting) ? apply(password, setting) : NULL;
	bool is_made = made != NULL && made[0] == '$' && strlen(made) < HASH_SIZE;
	if (is_made)
		strcpy(hash, made);
	free(made);
	return is_made;
}
