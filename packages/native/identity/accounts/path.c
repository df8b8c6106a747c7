#include "path.h"

#include <errno.h>
#include <stddef.h>

#include "core/text.h"
#include "files.h"

static const struct {
	const char *path;
	enum account_file file;
} places[] = {
	{ "/etc/passwd", ACCOUNTS_PASSWD }, { "/etc/group", ACCOUNTS_GROUP },
	{ "/etc/shadow", ACCOUNTS_SHADOW }, { "/etc/pam.d", ACCOUNTS_PAM },
	{ "/usr/lib/pam.d", ACCOUNTS_PAM }, /* libpam looks there second */
};

/* The rest of the path behind the place: "", or for a folder "/NAME". NULL: it is another path. */
static const char *rest_of(const char *path, size_t place)
{
	size_t length = strlen(places[place].path);
	if (strncmp(path, places[place].path, length) != 0)
		return NULL;
	const char *rest = path + length;
	bool is_in_folder = *rest == '/' && places[place].file == ACCOUNTS_PAM;
	return *rest == '\0' || is_in_folder ? rest : NULL;
}

static void replace(struct account_path *found, enum account_file file, const char *rest)
{
	if (file == ACCOUNTS_SHADOW && !accounts_may_read_shadow())
		found->error = EACCES;
	const char *ours = accounts_file(file);
	if (ours == NULL)
		return;
	struct text text = text_start(found->storage, sizeof(found->storage));
	text_add(&text, ours);
	text_add(&text, rest);
	found->path = found->storage;
}

void account_path_find(struct account_path *found, const char *path)
{
	found->path = path;
	found->error = 0;
	if (accounts_file(ACCOUNTS_PASSWD) == NULL && accounts_file(ACCOUNTS_PAM) == NULL)
		return;
	for (size_t place = 0; place < sizeof(places) / sizeof(*places); place++) {
		const char *rest = rest_of(path, place);
		if (rest != NULL) {
			replace(found, places[place].file, rest);
			return;
		}
	}
}
