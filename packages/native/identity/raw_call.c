/* syscall(): the raw calls change the ids of one thread. */
#include <sched.h>
#include <stdarg.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "capability_calls.h"
#include "change_ids.h"
#include "../core/hook.h"
#include "next.h"

/* clang-format off */
#define ANSWER(name, value) case SYS_##name: *result = (value); return true;
/* clang-format on */

static bool is_changed(long number, const long a[6], long *result)
{
	const uint32_t ids[] = { (uint32_t)a[0], (uint32_t)a[1], (uint32_t)a[2] };
	switch (number) {
		ANSWER(setuid, change_user(SCOPE_THREAD, ids[0]))
		ANSWER(setreuid, change_users(SCOPE_THREAD, ids[0], ids[1]))
		ANSWER(setresuid, change_three_users(SCOPE_THREAD, ids[0], ids[1], ids[2]))
		ANSWER(setgid, change_group(SCOPE_THREAD, ids[0]))
		ANSWER(setregid, change_groups(SCOPE_THREAD, ids[0], ids[1]))
		ANSWER(setresgid, change_three_groups(SCOPE_THREAD, ids[0], ids[1], ids[2]))
		ANSWER(capget, capability_get((void *)a[0], (void *)a[1]))
		ANSWER(capset, capability_set((void *)a[0], (const void *)a[1]))
		ANSWER(setgroups, change_others(SCOPE_THREAD, ids[0], (const gid_t *)a[1]))
	case SYS_prctl:
		return capability_prctl(a[0], (const unsigned long *)a + 1, result);
	default:
		return false;
	}
}

/* Calls that a hook answers, with errno. */
static bool is_hooked(long number, const long a[6], long *result)
{
	switch (number) {
		ANSWER(getuid, getuid())
		ANSWER(geteuid, geteuid())
		ANSWER(getgid, getgid())
		ANSWER(getegid, getegid())
		ANSWER(getresuid, getresuid((uid_t *)a[0], (uid_t *)a[1], (uid_t *)a[2]))
		ANSWER(getresgid, getresgid((gid_t *)a[0], (gid_t *)a[1], (gid_t *)a[2]))
		ANSWER(getgroups, getgroups((int)a[0], (gid_t *)a[1]))
		ANSWER(setfsuid, change_files_user((uid_t)a[0]))
		ANSWER(setfsgid, change_files_group((gid_t)a[0]))
		ANSWER(chroot, chroot((const char *)a[0]))
		ANSWER(unshare, unshare((int)a[0]))
		ANSWER(setns, setns((int)a[0], (int)a[1]))
		ANSWER(mount, mount((const char *)a[0], (const char *)a[1], (const char *)a[2],
		                    (unsigned long)a[3], (const void *)a[4]))
		ANSWER(umount2, umount2((const char *)a[0], (int)a[1]))
		ANSWER(setrlimit, setrlimit((unsigned)a[0], (const struct rlimit *)a[1]))
		ANSWER(statx, statx((int)a[0], (const char *)a[1], (int)a[2], (unsigned)a[3],
		                    (struct statx *)a[4]))
		ANSWER(newfstatat,
		       fstatat((int)a[0], (const char *)a[1], (struct stat *)a[2], (int)a[3]))
		ANSWER(fstat, fstat((int)a[0], (struct stat *)a[1]))
		ANSWER(fchown, fchown((int)a[0], (uid_t)a[1], (gid_t)a[2]))
		ANSWER(fchownat,
		       fchownat((int)a[0], (const char *)a[1], (uid_t)a[2], (gid_t)a[3], (int)a[4]))
		ANSWER(execve, execve((const char *)a[0], (char *const *)a[1], (char *const *)a[2]))
		ANSWER(execveat, execveat((int)a[0], (const char *)a[1], (char *const *)a[2],
		                          (char *const *)a[3], (int)a[4]))
	default:
		return false;
	}
}

HOOK long syscall(long number, ...)
{
	long a[6], result;
	va_list rest;
	va_start(rest, number);
	for (int i = 0; i < 6; i++)
		a[i] = va_arg(rest, long);
	va_end(rest);
	if (believed_is_on()) {
		int saved_errno = errno;
		if (is_changed(number, a, &result))
			return finish(saved_errno, result);
		if (is_hooked(number, a, &result))
			return result;
	}
	return next(syscall)(number, a[0], a[1], a[2], a[3], a[4], a[5]);
}
