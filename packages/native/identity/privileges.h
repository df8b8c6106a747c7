/* What daemons do with their privileges before they give them up: answered as the test says, and recorded. */
#ifndef SOCKETWRAP_PRIVILEGES_H
#define SOCKETWRAP_PRIVILEGES_H

#include <stdbool.h>

enum privilege {
	PRIVILEGE_CHROOT,
	PRIVILEGE_PRCTL,
	PRIVILEGE_SETRLIMIT,
	PRIVILEGE_SETGROUPS,
	PRIVILEGE_CAPSET,
	PRIVILEGE_UNSHARE,
	PRIVILEGES,
};

enum privilege_answer {
	PRIVILEGE_IS_REAL, /* the kernel's, for the real user; without an identity always */
	PRIVILEGE_IS_ACCEPTED, /* what the believed user may do succeeds, and the machine does not change */
	PRIVILEGE_IS_REFUSED, /* EPERM */
	PRIVILEGE_IS_DISABLED, /* priv_wrapper(1): 0, whoever asks */
};

#define PRIVILEGES_NAME "SOCKET_WRAPPER_PRIVILEGES"
enum { PRIVILEGES_SETTING_SIZE = 300 };

/* Reads the environment, once. */
void privileges_start(void);
/* "SOCKET_WRAPPER_PRIVILEGES=…" as this process began with it; NULL: it did not. */
const char *privileges_setting(void);
enum privilege_answer privilege_answer(enum privilege privilege);
/* Gives `result` back, a value or -errno, recorded with what the program asked for. */
long privilege_record(enum privilege privilege, const char *argument, long result);
/* The same for a number. */
long privilege_record_number(enum privilege privilege, long number, long result);

#endif
