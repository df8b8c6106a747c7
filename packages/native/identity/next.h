/* What the identity library's hooks replace: the definitions behind it, another preload's or libc's. */
#ifndef SOCKETWRAP_NEXT_H
#define SOCKETWRAP_NEXT_H

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <pthread.h>
#include <pwd.h>
#include <shadow.h>
#include <spawn.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/types.h>
#include <unistd.h>
#include <utime.h>

/* Each entry: return type, name, parameter types. They are called as `next(name)(…)`. */
#define NEXT_FUNCTIONS(X) \
	X(uid_t, getuid, (void)) \
	X(struct passwd *, getpwnam, (const char *)) \
	X(struct passwd *, getpwuid, (uid_t)) \
	X(int, getpwnam_r, (const char *, struct passwd *, char *, size_t, struct passwd **)) \
	X(int, getpwuid_r, (uid_t, struct passwd *, char *, size_t, struct passwd **)) \
	X(void, setpwent, (void)) \
	X(void, endpwent, (void)) \
	X(struct passwd *, getpwent, (void)) \
	X(int, getpwent_r, (struct passwd *, char *, size_t, struct passwd **)) \
	X(struct group *, getgrnam, (const char *)) \
	X(struct group *, getgrgid, (gid_t)) \
	X(int, getgrnam_r, (const char *, struct group *, char *, size_t, struct group **)) \
	X(int, getgrgid_r, (gid_t, struct group *, char *, size_t, struct group **)) \
	X(void, setgrent, (void)) \
	X(void, endgrent, (void)) \
	X(struct group *, getgrent, (void)) \
	X(int, getgrent_r, (struct group *, char *, size_t, struct group **)) \
	X(struct spwd *, getspnam, (const char *)) \
	X(int, getspnam_r, (const char *, struct spwd *, char *, size_t, struct spwd **)) \
	X(void, setspent, (void)) \
	X(void, endspent, (void)) \
	X(struct spwd *, getspent, (void)) \
	X(int, getspent_r, (struct spwd *, char *, size_t, struct spwd **)) \
	X(int, getgrouplist, (const char *, gid_t, gid_t *, int *)) \
	X(int, initgroups, (const char *, gid_t)) \
	X(int, gethostname, (char *, size_t)) \
	X(int, __gethostname_chk, (char *, size_t, size_t)) \
	X(int, lckpwdf, (void)) \
	X(int, ulckpwdf, (void)) \
	X(int, rename, (const char *, const char *)) \
	X(int, renameat, (int, const char *, int, const char *)) \
	X(int, renameat2, (int, const char *, int, const char *, unsigned)) \
	X(int, link, (const char *, const char *)) \
	X(int, linkat, (int, const char *, int, const char *, int)) \
	X(int, unlink, (const char *)) \
	X(int, unlinkat, (int, const char *, int)) \
	X(int, remove, (const char *)) \
	X(int, truncate, (const char *, off_t)) \
	X(int, truncate64, (const char *, off64_t)) \
	X(int, chmod, (const char *, mode_t)) \
	X(int, fchmodat, (int, const char *, mode_t, int)) \
	X(int, utime, (const char *, const struct utimbuf *)) \
	X(int, utimes, (const char *, const struct timeval *)) \
	X(int, utimensat, (int, const char *, const struct timespec *, int)) \
	X(FILE *, fopen, (const char *, const char *)) \
	X(FILE *, fopen64, (const char *, const char *)) \
	X(int, open, (const char *, int, ...)) \
	X(int, open64, (const char *, int, ...)) \
	X(int, openat, (int, const char *, int, ...)) \
	X(int, openat64, (int, const char *, int, ...)) \
	X(int, __open_2, (const char *, int)) \
	X(int, __open64_2, (const char *, int)) \
	X(int, __openat_2, (int, const char *, int)) \
	X(int, __openat64_2, (int, const char *, int)) \
	X(uid_t, geteuid, (void)) \
	X(gid_t, getgid, (void)) \
	X(gid_t, getegid, (void)) \
	X(int, getresuid, (uid_t *, uid_t *, uid_t *)) \
	X(int, getresgid, (gid_t *, gid_t *, gid_t *)) \
	X(int, getgroups, (int, gid_t *)) \
	X(int, __getgroups_chk, (int, gid_t *, size_t)) \
	X(int, group_member, (gid_t)) \
	X(int, setuid, (uid_t)) \
	X(int, seteuid, (uid_t)) \
	X(int, setreuid, (uid_t, uid_t)) \
	X(int, setresuid, (uid_t, uid_t, uid_t)) \
	X(int, setgid, (gid_t)) \
	X(int, setegid, (gid_t)) \
	X(int, setregid, (gid_t, gid_t)) \
	X(int, setresgid, (gid_t, gid_t, gid_t)) \
	X(int, setfsuid, (uid_t)) \
	X(int, setfsgid, (gid_t)) \
	X(int, setgroups, (size_t, const gid_t *)) \
	X(long, syscall, (long, ...)) \
	X(int, execve, (const char *, char *const[], char *const[])) \
	X(int, execveat, (int, const char *, char *const[], char *const[], int)) \
	X(int, execvpe, (const char *, char *const[], char *const[])) \
	X(int, fexecve, (int, char *const[], char *const[])) \
	X(int, posix_spawn, \
	  (pid_t *, const char *, const posix_spawn_file_actions_t *, const posix_spawnattr_t *, \
	   char *const[], char *const[])) \
	X(int, posix_spawnp, \
	  (pid_t *, const char *, const posix_spawn_file_actions_t *, const posix_spawnattr_t *, \
	   char *const[], char *const[])) \
	X(int, stat, (const char *, struct stat *)) \
	X(int, lstat, (const char *, struct stat *)) \
	X(int, fstat, (int, struct stat *)) \
	X(int, fstatat, (int, const char *, struct stat *, int)) \
	X(int, statx, (int, const char *, int, unsigned, struct statx *)) \
	X(int, __xstat, (int, const char *, struct stat *)) \
	X(int, __lxstat, (int, const char *, struct stat *)) \
	X(int, __fxstat, (int, int, struct stat *)) \
	X(int, __fxstatat, (int, int, const char *, struct stat *, int)) \
	X(int, chown, (const char *, uid_t, gid_t)) \
	X(int, lchown, (const char *, uid_t, gid_t)) \
	X(int, fchown, (int, uid_t, gid_t)) \
	X(int, fchownat, (int, const char *, uid_t, gid_t, int)) \
	X(int, access, (const char *, int)) \
	X(int, eaccess, (const char *, int)) \
	X(int, euidaccess, (const char *, int)) \
	X(int, faccessat, (int, const char *, int, int)) \
	X(int, creat, (const char *, mode_t)) \
	X(int, creat64, (const char *, mode_t)) \
	X(int, mkdir, (const char *, mode_t)) \
	X(int, mkdirat, (int, const char *, mode_t)) \
	X(int, mknod, (const char *, mode_t, dev_t)) \
	X(int, mknodat, (int, const char *, mode_t, dev_t)) \
	X(int, mkfifo, (const char *, mode_t)) \
	X(int, mkfifoat, (int, const char *, mode_t)) \
	X(int, symlink, (const char *, const char *)) \
	X(int, symlinkat, (const char *, int, const char *)) \
	X(char *, mkdtemp, (char *)) \
	X(int, mkstemp, (char *)) \
	X(int, mkstemp64, (char *)) \
	X(int, mkostemp, (char *, int)) \
	X(int, mkostemp64, (char *, int)) \
	X(int, mkstemps, (char *, int)) \
	X(int, mkstemps64, (char *, int)) \
	X(int, getsockopt, (int, int, int, void *, socklen_t *)) \
	X(ssize_t, sendmsg, (int, const struct msghdr *, int)) \
	X(ssize_t, recvmsg, (int, struct msghdr *, int)) \
	X(int, bind, (int, const struct sockaddr *, socklen_t)) \
	X(int, capget, (void *, void *)) \
	X(int, capset, (void *, const void *)) \
	X(int, prctl, (int, ...)) \
	X(int, chroot, (const char *)) \
	X(int, chdir, (const char *)) \
	X(int, unshare, (int)) \
	X(int, setns, (int, int)) \
	X(int, mount, (const char *, const char *, const char *, unsigned long, const void *)) \
	X(int, umount2, (const char *, int)) \
	X(int, setrlimit, (int, const struct rlimit *)) \
	X(int, pthread_create, (pthread_t *, const pthread_attr_t *, void *(*)(void *), void *))

/* clang-format off */
#define NEXT_DECLARE(type, name, parameters) \
	typedef type (*next_##name##_function) parameters; \
	extern next_##name##_function next_pointer_##name;
NEXT_FUNCTIONS(NEXT_DECLARE)
#undef NEXT_DECLARE
/* clang-format on */

/* Other libraries' constructors may call us before our own has run, hence the late look-up. */
#define next(name) \
	(__builtin_expect(next_known(name) != NULL, 1) \
	         ? next_known(name) \
	         : (next_##name##_function)next_find(#name, (void **)&next_pointer_##name))
#define next_known(name) __atomic_load_n(&next_pointer_##name, __ATOMIC_RELAXED)

void *next_find(const char *name, void **slot);
void next_find_all(void);

#endif
