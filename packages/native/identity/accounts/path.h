/* Files of the machine that a host with accounts has its own of: /etc/passwd, /etc/group, /etc/shadow, their relatives
 * and the files from which a new one is made (/etc/passwd+ and so on), and the rules of PAM's services. No program of
 * such a host reads or changes those of the machine. */
#ifndef SOCKETWRAP_ACCOUNTS_PATH_H
#define SOCKETWRAP_ACCOUNTS_PATH_H

#include <limits.h>
#include <stdbool.h>
#include <string.h>

/* Anybody may look whether a file is there, not all may read passwords, and only root makes changes. */
enum account_use { ACCOUNT_LOOK, ACCOUNT_READ, ACCOUNT_CHANGE };

struct account_path {
	char bytes[PATH_MAX];
};

/* Puts the host's file in the place of the path. False with errno when the program may not use it so. */
bool account_path_take(const char **path, enum account_use use, struct account_path *storage);

/* Every file that a program opens is asked about, so that most are answered at the first letters. */
static inline bool account_path_may_differ(const char *path)
{
	return path != NULL &&
	       (strncmp(path, "/etc/", 5) == 0 || strncmp(path, "/usr/lib/pam.d", 14) == 0);
}

static inline bool account_path_use(const char **path, enum account_use use,
                                    struct account_path *storage)
{
	return __builtin_expect(!account_path_may_differ(*path), 1) ||
	       account_path_take(path, use, storage);
}

#endif
