#include "path.h"

#include <errno.h>
#include <stddef.h>
#include <unistd.h>

#include "core/text.h"
#include "files.h"

/* The rest of the path behind the start; NULL when it begins otherwise. */
static const char *rest_of(const char *path, const char *start)
{
	size_t length = strlen(start);
	return strncmp(path, start, length) == 0 ? path + length : NULL;
}

static bool is_account_file(const char *path)
{
	static const char *const names[] = { "passwd",  "group",  "shadow",
		                             "gshadow", "subuid", "subgid" };
	const char *name = rest_of(path, "/etc/");
	if (name == NULL || strchr(name, '/') != NULL)
		return false;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		const char *rest = rest_of(name, names[i]);
		if (rest != NULL && (*rest == '\0' || strchr("+-.~", *rest) != NULL))
			return true;
	}
	return false;
}

/* libpam looks into the second folder for what is not in the first. */
static const char *rest_of_service(const char *path)
{
	const char *rest = rest_of(path, "/etc/pam.d");
	if (rest == NULL)
		rest = rest_of(path, "/usr/lib/pam.d");
	return rest != NULL && (*rest == '\0' || *rest == '/') ? rest : NULL;
}

static bool is_allowed(const char *path, enum account_use use)
{
	bool is_secret =
		strncmp(path, "/etc/shadow", 11) == 0 || strncmp(path, "/etc/gshadow", 12) == 0;
	if (use == ACCOUNT_READ)
		return !is_secret || accounts_may_read_shadow();
	return use == ACCOUNT_LOOK || geteuid() == 0;
}

static bool replace(const char **path, const char *folder, const char *rest,
                    struct account_path *storage)
{
	struct text text = text_start(storage->bytes, sizeof(storage->bytes));
	text_add(&text, folder);
	text_add(&text, rest);
	*path = storage->bytes;
	return true;
}

bool account_path_take(const char **path, enum account_use use, struct account_path *storage)
{
	const char *host = accounts_file(ACCOUNTS_HOST), *services = accounts_file(ACCOUNTS_PAM);
	const char *service = rest_of_service(*path);
	bool is_account = host != NULL && is_account_file(*path);
	if (!is_account && (service == NULL || services == NULL))
		return true;
	if (!is_allowed(*path, use)) {
		errno = EACCES;
		return false;
	}
	if (is_account)
		return replace(path, host, *path + strlen("/etc"), storage);
	return replace(path, services, service, storage);
}
