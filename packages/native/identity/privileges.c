#include "privileges.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "believed.h"
#include "core/text.h"
#include "shared.h"

static const char *const names[PRIVILEGES] = {
	[PRIVILEGE_CHROOT] = "chroot",       [PRIVILEGE_PRCTL] = "prctl",
	[PRIVILEGE_SETRLIMIT] = "setrlimit", [PRIVILEGE_SETGROUPS] = "setgroups",
	[PRIVILEGE_CAPSET] = "capset",       [PRIVILEGE_UNSHARE] = "unshare",
};

static enum privilege_answer answers[PRIVILEGES];
static char setting[PRIVILEGES_SETTING_SIZE];
static char host[256];

/* SOCKET_WRAPPER_PRIVILEGES: "chroot=real unshare=refuse". */
static enum privilege_answer answer_in(const char *settings, const char *name)
{
	size_t length = strlen(name);
	for (const char *at = settings; at != NULL && *at != '\0';) {
		if (strncmp(at, name, length) == 0 && at[length] == '=')
			return at[length + 1] == 'r' && at[length + 3] == 'a' ? PRIVILEGE_IS_REAL
			       : at[length + 1] == 'r'                        ? PRIVILEGE_IS_REFUSED
			                               : PRIVILEGE_IS_ACCEPTED;
		at += strcspn(at, " ");
		at += strspn(at, " ");
	}
	return PRIVILEGE_IS_ACCEPTED;
}

static bool is_set(const char *name)
{
	const char *value = getenv(name);
	return value != NULL && value[0] == '1';
}

static void read_wrapper(void)
{
	if (!is_set("PRIV_WRAPPER"))
		return;
	if (is_set("PRIV_WRAPPER_CHROOT_DISABLE"))
		answers[PRIVILEGE_CHROOT] = PRIVILEGE_IS_DISABLED;
	if (is_set("PRIV_WRAPPER_PRCTL_DISABLE"))
		answers[PRIVILEGE_PRCTL] = PRIVILEGE_IS_DISABLED;
	if (is_set("PRIV_WRAPPER_SETRLIMIT_DISABLE"))
		answers[PRIVILEGE_SETRLIMIT] = PRIVILEGE_IS_DISABLED;
}

void privileges_start(void)
{
	read_wrapper();
	if (!believed_is_on())
		return;
	const char *settings = getenv(PRIVILEGES_NAME);
	if (settings != NULL && strlen(settings) < 256) {
		struct text kept = text_start(setting, sizeof(setting));
		text_add(&kept, PRIVILEGES_NAME "=");
		text_add(&kept, settings);
	}
	for (int i = 0; i < PRIVILEGES; i++)
		if (answers[i] == PRIVILEGE_IS_REAL)
			answers[i] = answer_in(settings, names[i]);
	const char *name = getenv("SOCKET_WRAPPER_HOST");
	struct text text = text_start(host, sizeof(host));
	text_add(&text, name == NULL ? "" : name);
}

const char *privileges_setting(void)
{
	return setting[0] == '\0' ? NULL : setting;
}

enum privilege_answer privilege_answer(enum privilege privilege)
{
	return answers[privilege];
}

/* In memory, without a system call: a program in a sandbox, or that may write no file any more, would be killed. */
static void write_line(const char *line, size_t length)
{
	struct shared *all = shared();
	if (all == NULL)
		return;
	uint64_t at = atomic_fetch_add(&all->recorded, length);
	if (at + length <= RECORDS_SIZE)
		memcpy(all->records + at, line, length);
}

/* "HOST PID PROGRAM CALL RESULT ARGUMENT", tabs between them; the result is 0 or an errno. */
long privilege_record(enum privilege privilege, const char *argument, long result)
{
	if (answers[privilege] == PRIVILEGE_IS_REAL)
		return result;
	int saved_errno = errno;
	char bytes[PATH_MAX];
	struct text line = text_start(bytes, sizeof(bytes) - 1);
	text_add(&line, host);
	text_add(&line, "\t");
	text_add_number(&line, (unsigned long)getpid());
	text_add(&line, "\t");
	text_add(&line, program_invocation_short_name);
	text_add(&line, "\t");
	text_add(&line, names[privilege]);
	text_add(&line, "\t");
	text_add_number(&line, result < 0 ? (unsigned long)-result : 0);
	text_add(&line, "\t");
	for (const char *at = argument == NULL ? "" : argument; *at != '\0'; at++)
		text_add_bytes(&line, *at == '\n' || *at == '\t' ? " " : at, 1);
	bytes[line.length] = '\n';
	write_line(bytes, line.length + 1);
	errno = saved_errno;
	return result;
}

long privilege_record_number(enum privilege privilege, long number, long result)
{
	char bytes[24];
	struct text text = text_start(bytes, sizeof(bytes));
	text_add_number(&text, (unsigned long)number);
	return privilege_record(privilege, bytes, result);
}
