/* Where the accounts of this process's host stand: files in the formats of passwd(5), group(5) and shadow(5), which the
 * test wrote or which NSS_WRAPPER_PASSWD, _GROUP and _SHADOW name, and the folder of PAM's services. */
#ifndef SOCKETWRAP_ACCOUNTS_FILES_H
#define SOCKETWRAP_ACCOUNTS_FILES_H

#include <stdbool.h>

enum account_file {
	ACCOUNTS_HOST, /* the folder of a host's files; NULL when they are named one by one */
	ACCOUNTS_PASSWD,
	ACCOUNTS_GROUP,
	ACCOUNTS_SHADOW,
	ACCOUNTS_PAM,
	ACCOUNTS_FILES,
};

/* The path; NULL: it is the machine's. Read from the environment once, for programs clear it. */
const char *accounts_file(enum account_file file);
/* Whether the process may read the passwords: of a host only root may, and the group that Debian calls shadow. */
bool accounts_may_read_shadow(void);

#endif
