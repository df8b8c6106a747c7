#include "executable_privileges.h"

#include <linux/capability.h>
#include <stdint.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "real/libc.h"

static bool file_privileges_count(int fd)
{
	struct statvfs file_system;
	if (fstatvfs(fd, &file_system) == 0 && (file_system.f_flag & ST_NOSUID) != 0)
		return false;
	return libc(syscall)(SYS_prctl, (long)PR_GET_NO_NEW_PRIVS, 0L, 0L, 0L, 0L) != 1;
}

static bool has_capabilities(int fd)
{
	struct vfs_ns_cap_data data;
	memset(&data, 0, sizeof(data));
	if (fgetxattr(fd, "security.capability", &data, sizeof(data)) < (ssize_t)sizeof(uint32_t))
		return false;
	return (data.data[0].permitted | data.data[1].permitted) != 0 ||
	       (data.magic_etc & VFS_CAP_FLAGS_EFFECTIVE) != 0;
}

/* capabilities(7) and getauxval(3), AT_SECURE: the effective ids after exec differ from the real
 * ones, or a user other than root gains capabilities. */
bool executable_changes_privileges(int fd, const struct stat *status)
{
	bool counts = file_privileges_count(fd);
	bool is_setuid = counts && (status->st_mode & S_ISUID) != 0;
	bool is_setgid = counts && (status->st_mode & (S_ISGID | S_IXGRP)) == (S_ISGID | S_IXGRP);
	uid_t user = is_setuid ? status->st_uid : libc(geteuid)();
	gid_t group = is_setgid ? status->st_gid : libc(getegid)();
	if (user != libc(getuid)() || group != libc(getgid)())
		return true;
	return counts && libc(getuid)() != 0 && has_capabilities(fd);
}
