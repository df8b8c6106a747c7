#include "files.h"

#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#include "core/text.h"

enum { SHADOW_GROUP = 42 };

static char paths[ACCOUNTS_FILES][PATH_MAX];

static const char *find_text(const char *name)
{
	const char *value = getenv(name);
	return value == NULL ? "" : value;
}

static void set_path(enum account_file file, const char *path)
{
	struct text text = text_start(paths[file], sizeof(paths[file]));
	text_add(&text, path);
}

static void set_host_path(enum account_file file, const char *name)
{
	struct text text = text_start(paths[file], sizeof(paths[file]));
	text_add(&text, find_text("SOCKET_WRAPPER_DIR"));
	text_add(&text, "/accounts/");
	text_add(&text, find_text("SOCKET_WRAPPER_HOST"));
	text_add(&text, name);
}

static void find_host_files(void)
{
	if (*find_text("SOCKET_WRAPPER_DIR") == '\0' || *find_text("SOCKET_WRAPPER_HOST") == '\0')
		return;
	set_host_path(ACCOUNTS_PASSWD, "/passwd");
	if (access(paths[ACCOUNTS_PASSWD], F_OK) != 0) {
		set_path(ACCOUNTS_PASSWD, "");
		return;
	}
	set_host_path(ACCOUNTS_HOST, "");
	set_host_path(ACCOUNTS_GROUP, "/group");
	set_host_path(ACCOUNTS_SHADOW, "/shadow");
	set_host_path(ACCOUNTS_PAM, "/pam.d");
}

/* As nss_wrapper(1) and pam_wrapper(1): users count together with groups only. */
static void find_wrapper_files(void)
{
	const char *passwd = find_text("NSS_WRAPPER_PASSWD");
	const char *group = find_text("NSS_WRAPPER_GROUP");
	if (*passwd != '\0' && *group != '\0') {
		set_path(ACCOUNTS_HOST, "");
		set_path(ACCOUNTS_PASSWD, passwd);
		set_path(ACCOUNTS_GROUP, group);
		set_path(ACCOUNTS_SHADOW, find_text("NSS_WRAPPER_SHADOW"));
	}
	if (*find_text("PAM_WRAPPER") == '1' && *find_text("PAM_WRAPPER_SERVICE_DIR") != '\0')
		set_path(ACCOUNTS_PAM, find_text("PAM_WRAPPER_SERVICE_DIR"));
}

static void find_files(void)
{
	find_host_files();
	find_wrapper_files();
}

const char *accounts_file(enum account_file file)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	int saved_errno = errno;
	pthread_once(&once, find_files);
	errno = saved_errno;
	return paths[file][0] == '\0' ? NULL : paths[file];
}

bool accounts_may_read_shadow(void)
{
	return accounts_file(ACCOUNTS_HOST) == NULL || geteuid() == 0 || getegid() == SHADOW_GROUP;
}
