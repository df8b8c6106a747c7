/* Files of the machine that a host with accounts has its own of: /etc/passwd, /etc/group, /etc/shadow, and the rules of
 * PAM's services. */
#ifndef SOCKETWRAP_ACCOUNTS_PATH_H
#define SOCKETWRAP_ACCOUNTS_PATH_H

#include <limits.h>
#include <stdbool.h>
#include <string.h>

struct account_path {
	const char *path;
	int error; /* the errno for a program that may not see the file; else 0 */
	char storage[PATH_MAX];
};

/* What stands in the place of the path, which may be it. */
void account_path_find(struct account_path *found, const char *path);

/* Every file that a program opens is asked about, so that most are answered at the first letters. */
static inline bool account_path_may_differ(const char *path)
{
	return path != NULL &&
	       (strncmp(path, "/etc/", 5) == 0 || strncmp(path, "/usr/lib/pam.d", 14) == 0);
}

#endif
