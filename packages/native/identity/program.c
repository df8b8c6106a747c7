#include "program.h"

#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "appearance.h"
#include "believed.h"
#include "capabilities.h"
#include "next.h"
#include "owners.h"

/* Scripts have their interpreter's ids. */
static bool is_script(int directory, const char *file)
{
	char start[2] = "";
	int fd = (int)next(syscall)(SYS_openat, directory, file, O_RDONLY | O_CLOEXEC, 0);
	if (fd < 0)
		return false;
	ssize_t got = next(syscall)(SYS_read, fd, start, sizeof(start));
	(void)next(syscall)(SYS_close, fd);
	return got == sizeof(start) && start[0] == '#' && start[1] == '!';
}

/* A file of the user whom this process really is belongs, if nothing else is remembered of it, to nobody in
 * particular; root's belong to root. */
static bool find_owner(const struct statx *file, uid_t *user, gid_t *group)
{
	*user = file->stx_uid;
	*group = file->stx_gid;
	return owners_find(file, user, group) || file->stx_uid == 0 ||
	       file->stx_uid != next(geteuid)();
}

static void take_owner(struct credentials *credentials, int directory, const char *file, int flags)
{
	struct statx status;
	uid_t user;
	gid_t group;
	const struct place place = { directory, file, flags & AT_EMPTY_PATH };
	if (appearance_inspect(&place, &status) < 0 || !S_ISREG(status.stx_mode) ||
	    credentials->has_no_new_privileges != 0 || !find_owner(&status, &user, &group))
		return;
	bool has_user = (status.stx_mode & S_ISUID) != 0;
	bool has_group = (status.stx_mode & (S_ISGID | S_IXGRP)) == (S_ISGID | S_IXGRP);
	if ((!has_user && !has_group) || is_script(directory, file))
		return;
	if (has_user)
		credentials->users[ID_EFFECTIVE] = user;
	if (has_group)
		credentials->groups[ID_EFFECTIVE] = group;
}

void program_credentials(struct credentials *credentials, int directory, const char *file,
                         int flags)
{
	believed_read_all(credentials);
	take_owner(credentials, directory, file, flags);
	credentials->users[ID_SAVED] = credentials->users[ID_FILES] =
		credentials->users[ID_EFFECTIVE];
	credentials->groups[ID_SAVED] = credentials->groups[ID_FILES] =
		credentials->groups[ID_EFFECTIVE];
	capabilities_begin_program(credentials);
}
