/* chroot(), unshare(), setrlimit() and mounts: nothing of the machine changes that the real user could not change too. */
#include <limits.h>
#include <linux/capability.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "believed.h"
#include "core/text.h"
#include "../core/hook.h"
#include "next.h"
#include "privileges.h"

static bool can(int capability)
{
	struct standing standing;
	believed_read(&standing);
	return credentials_can(&standing, capability);
}

/* Where the program believes its root to be. Paths stay what they are, but the working directory goes there: sockets
 * and files are found by relative names after chdir("/"). */
static char root[PATH_MAX];

static long answer_chroot(const char *path)
{
	struct stat status;
	if (privilege_answer(PRIVILEGE_CHROOT) == PRIVILEGE_IS_DISABLED)
		return 0;
	if (path == NULL)
		return -EFAULT;
	if (stat(path, &status) != 0)
		return -errno;
	if (!S_ISDIR(status.st_mode))
		return -ENOTDIR;
	bool is_refused = privilege_answer(PRIVILEGE_CHROOT) == PRIVILEGE_IS_REFUSED;
	if (is_refused || !can(CAP_SYS_CHROOT))
		return -EPERM;
	char found[PATH_MAX];
	if (realpath(path, found) == NULL)
		return -errno;
	memcpy(root, found, sizeof(root));
	return 0;
}

HOOK int chroot(const char *path)
{
	if (privilege_answer(PRIVILEGE_CHROOT) == PRIVILEGE_IS_REAL)
		return next(chroot)(path);
	int saved_errno = errno;
	return (int)finish(saved_errno,
	                   privilege_record(PRIVILEGE_CHROOT, path, answer_chroot(path)));
}

HOOK int chdir(const char *path)
{
	char inside[PATH_MAX];
	int saved_errno = errno;
	struct text text = text_start(inside, sizeof(inside));
	const char *volatile given = path; /* libc's headers say that it is not NULL */
	text_add(&text, root);
	if (root[0] != '\0' && given != NULL && path[0] == '/') {
		text_add(&text, path);
		if (next(chdir)(inside) == 0)
			return 0;
	}
	errno = saved_errno;
	return next(chdir)(path);
}

static long answer_unshare(int flags)
{
	const int for_everybody = CLONE_FS | CLONE_FILES | CLONE_SYSVSEM | CLONE_NEWUSER;
	if (privilege_answer(PRIVILEGE_UNSHARE) == PRIVILEGE_IS_REFUSED)
		return -EPERM;
	return (flags & ~for_everybody) == 0 || can(CAP_SYS_ADMIN) ? 0 : -EPERM;
}

HOOK int unshare(int flags)
{
	const int of_this_process = CLONE_FS | CLONE_FILES | CLONE_SYSVSEM;
	if (privilege_answer(PRIVILEGE_UNSHARE) == PRIVILEGE_IS_REAL ||
	    (flags & ~of_this_process) == 0)
		return next(unshare)(flags);
	int saved_errno = errno;
	return (int)finish(saved_errno, privilege_record_number(PRIVILEGE_UNSHARE, flags,
	                                                        answer_unshare(flags)));
}

/* What the real user may set is set. */
static long answer_setrlimit(int resource, const struct rlimit *limit)
{
	if (privilege_answer(PRIVILEGE_SETRLIMIT) == PRIVILEGE_IS_DISABLED)
		return 0;
	if (privilege_answer(PRIVILEGE_SETRLIMIT) == PRIVILEGE_IS_REFUSED)
		return -EPERM;
	if (next(setrlimit)(resource, limit) == 0)
		return 0;
	return errno == EPERM && can(CAP_SYS_RESOURCE) ? 0 : -errno;
}

HOOK int setrlimit(__rlimit_resource_t resource, const struct rlimit *limit)
{
	if (privilege_answer(PRIVILEGE_SETRLIMIT) == PRIVILEGE_IS_REAL)
		return next(setrlimit)((int)resource, limit);
	int saved_errno = errno;
	long result = answer_setrlimit((int)resource, limit);
	return (int)finish(saved_errno,
	                   privilege_record_number(PRIVILEGE_SETRLIMIT, (long)resource, result));
}

HOOK int setrlimit64(__rlimit_resource_t resource, const struct rlimit64 *limit)
{
	return setrlimit(resource, (const struct rlimit *)limit);
}

/* A program that was told that its mounts are its own must not change the machine's. */
HOOK int mount(const char *source, const char *target, const char *type, unsigned long flags,
               const void *data)
{
	if (privilege_answer(PRIVILEGE_UNSHARE) == PRIVILEGE_IS_REAL)
		return next(mount)(source, target, type, flags, data);
	errno = EPERM;
	return -1;
}

HOOK int umount2(const char *target, int flags)
{
	if (privilege_answer(PRIVILEGE_UNSHARE) == PRIVILEGE_IS_REAL)
		return next(umount2)(target, flags);
	errno = EPERM;
	return -1;
}

HOOK int umount(const char *target)
{
	return umount2(target, 0);
}

HOOK int setns(int fd, int type)
{
	if (privilege_answer(PRIVILEGE_UNSHARE) == PRIVILEGE_IS_REAL)
		return next(setns)(fd, type);
	errno = EPERM;
	return -1;
}
